import {
  above,
  alarm,
  below,
  count,
  deviceType,
  event,
  inState,
  main,
  number,
  parameter,
  service,
  told,
  toldUntilCleared,
} from './build'
import { responses } from './responses'

/** White paper 4.2.5: car-park lanes, spaces, navigation, charging. Protection limits of the charger are usual practice: the text gives none. */
const price = number('fee', ['费用', 'Fee'], '元', [0, 100000], 2)

export const parking = [
  deviceType({
    id: 'PARKING_GATE',
    systemKey: 'parking.entrance_toll',
    name: ['停车道闸', 'Car-park barrier'],
    symbol: 'gate',
    periodS: 20,
    properties: [
      main(count('spaces_free', ['余位', 'Spaces free'], [0, 10000])),
      number('entry_time', ['最近入场时刻', 'Last entry, time of day'], 'h', [0, 24], 2),
      number('exit_time', ['最近出场时刻', 'Last exit, time of day'], 'h', [0, 24], 2),
      { ...price, name: { zh: '今日收费', en: 'Takings today' } },
      count('barrier_cycles', ['起落次数', 'Barrier cycles'], [0, 10_000_000]),
      main(number('queue_length', ['排队车辆', 'Vehicles waiting'], '辆', [0, 200])),
    ],
    states: {
      barrier_closed: '道闸关',
      barrier_open: '道闸开',
      lane_online: '车道在线',
      lane_offline: '车道离线',
      car_locked: '车辆锁定',
    },
    events: [event('plate', ['车牌识别', 'Plate read'])],
    services: [
      service('open_barrier', ['开闸', 'Open barrier'], 2),
      service('close_barrier', ['关闸', 'Close barrier'], 2),
      service('answer_call', ['接听车道呼叫', 'Answer lane call'], 1),
      service('lock_car', ['锁车', 'Lock car'], 2),
      service('unlock_car', ['解锁车辆', 'Unlock car'], 2),
      service('set_display', ['设余位屏', 'Set display'], 1, [
        parameter('spaces', ['余位', 'Spaces'], undefined, [0, 10000]),
      ]),
    ],
    alarms: [
      alarm('barrier_fault', ['道闸故障', 'Barrier fault'], 'important', toldUntilCleared(), {
        type: 'traffic',
        response: responses.equipment,
        consequence: ['车道堵死，排队外溢', 'The lane is blocked and the queue grows'],
      }),
      alarm('lane_offline', ['车道离线', 'Lane offline'], 'minor', inState('lane_offline'), { onS: 30 }),
      alarm('locked_car_exit', ['锁定车辆出场', 'Locked car at the exit'], 'important', told(), {
        type: 'security',
        response: responses.security,
      }),
      alarm('manual_entry', ['手动放行', 'Manual entry'], 'notice', told(), { type: 'security' }),
      alarm('plate_unknown', ['车牌未识别', 'Plate not read'], 'notice', told(), { type: 'traffic' }),
      alarm('queue', ['道闸排队', 'Queue at the barrier'], 'minor', above('queue_length', 20, 5), {
        type: 'traffic',
        onS: 30,
        offS: 30,
        response: responses.traffic,
      }),
    ],
  }),
  deviceType({
    id: 'PARKING_TERMINAL',
    systemKey: 'parking.guidance_find_car',
    name: ['车位引导终端', 'Parking guidance terminal'],
    symbol: 'parking',
    periodS: 60,
    properties: [
      main(count('spaces_free', ['空位', 'Spaces free'], [0, 6])),
      count('spaces_total', ['车位', 'Spaces'], [0, 6]),
      number('detection_time', ['检测时间', 'Detection time'], 's', [0, 60], 1),
    ],
    states: { free: '有空位', occupied: '占满', fault: '故障' },
    events: [event('plate_in_space', ['车位车牌', 'Plate in space'])],
    services: [
      service('set_lamp_colour', ['设灯色', 'Set lamp colour'], 1, [
        parameter('colour', ['颜色号', 'Colour'], undefined, [0, 7]),
      ]),
      service('set_display', ['设引导屏', 'Set display'], 1, [
        parameter('spaces', ['余位', 'Spaces'], undefined, [0, 10000]),
      ]),
      service('remote_upgrade', ['远程升级', 'Remote upgrade'], 2),
      service('open_space_video', ['看车位视频', 'Open space video'], 0),
    ],
    alarms: [
      alarm('space_fault', ['车位检测故障', 'Space detector fault'], 'notice', inState('fault'), { onS: 60 }),
      alarm('display_offline', ['引导屏离线', 'Display offline'], 'notice', toldUntilCleared()),
    ],
  }),
  deviceType({
    id: 'NAV_BEACON',
    systemKey: 'parking.indoor_navigation',
    name: ['导航信标', 'Navigation beacon'],
    symbol: 'wifi',
    periodS: 300,
    properties: [
      main(number('beacon_battery', ['信标电量', 'Beacon battery'], '%', [0, 100])),
      number('beacon_position', ['沿线位置', 'Position along the aisle'], 'm', [0, 2000], 1),
      number('route_length', ['路线长度', 'Route length'], 'm', [0, 5000]),
    ],
    states: { beacon_online: '在线', beacon_offline: '离线' },
    services: [
      service('plan_route', ['规划路线', 'Plan route'], 0),
      service('upload_map', ['上传地图', 'Upload map'], 1),
    ],
    alarms: [
      alarm('beacon_battery_low', ['信标电量低', 'Beacon battery low'], 'notice', below('beacon_battery', 10, 5), {
        onS: 60,
      }),
      alarm('beacon_lost', ['信标丢失', 'Beacon lost'], 'notice', inState('beacon_offline'), { onS: 60 }),
    ],
  }),
  deviceType({
    id: 'EV_CHARGER',
    systemKey: 'parking.ev_charging',
    name: ['充电桩', 'EV charger'],
    symbol: 'charger',
    periodS: 60,
    properties: [
      number('charging_voltage', ['充电电压', 'Charging voltage'], 'V', [0, 1000], 1),
      main(number('charging_current', ['充电电流', 'Charging current'], 'A', [0, 400], 1)),
      number('charged_energy', ['充电量', 'Energy charged'], 'kWh', [0, 200], 2),
      number('charging_time', ['充电时长', 'Charging time'], 'min', [0, 1440]),
      price,
      number('card_balance', ['卡余额', 'Card balance'], '元', [0, 100000], 2),
      main(number('pile_temperature', ['桩温度', 'Pile temperature'], '℃', [-40, 150], 1)),
      number('usage_rate', ['使用率', 'Usage'], '%', [0, 100]),
    ],
    states: {
      free: '空闲',
      charging: '充电',
      finished: '充满',
      fault: '故障',
      emergency_stop: '急停',
      offline: '离线',
    },
    services: [
      service('start_charging', ['开始充电', 'Start charging'], 2),
      service('stop_charging', ['停止充电', 'Stop charging'], 2),
      service('set_price', ['设电价', 'Set price'], 1, [parameter('price', ['电价', 'Price'], '元/kWh', [0, 10])]),
      service('query_orders', ['查订单', 'Query orders'], 0),
    ],
    alarms: [
      alarm('input_undervoltage', ['输入欠压', 'Input undervoltage'], 'minor', toldUntilCleared()),
      alarm('input_overvoltage', ['输入过压', 'Input overvoltage'], 'minor', toldUntilCleared()),
      alarm('output_short_circuit', ['输出短路', 'Output short circuit'], 'important', toldUntilCleared(), {
        response: responses.electrical,
        consequence: ['可能起火', 'May start a fire'],
      }),
      alarm('output_overvoltage', ['输出过压', 'Output overvoltage'], 'minor', toldUntilCleared()),
      alarm(
        'over_temperature',
        ['充电桩超温', 'Charger over temperature'],
        'important',
        above('pile_temperature', 85, 10),
        {
          type: 'fire',
          response: [
            ['停止充电', 'Stop charging'],
            ['看车位摄像机有无烟火', 'Look for smoke or fire on the camera'],
            ['派人带灭火器到场', 'Send somebody with an extinguisher'],
          ],
          consequence: ['可能引燃车辆', 'The vehicle may catch fire'],
        },
      ),
      alarm('emergency_stop', ['充电桩急停', 'Charger emergency stop'], 'minor', inState('emergency_stop'), { onS: 0 }),
      alarm('charging_abnormal', ['充电异常', 'Charging abnormal'], 'minor', inState('fault')),
    ],
  }),
]
