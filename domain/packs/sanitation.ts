import {
  above,
  alarm,
  battery,
  below,
  count,
  deviceType,
  event,
  inState,
  main,
  number,
  parameter,
  position,
  service,
  toldUntilCleared,
} from './build'
import { responses } from './responses'

/** White paper 4.2.3: cleaning robots, bins, refuse rooms. Limits of the refuse room: GB 14554 class II for H2S, GB 3095 class II for dust. */
const readNow = service('read_now', ['立即读数', 'Read now'], 0)

export const sanitation = [
  deviceType({
    id: 'CLEANING_ROBOT',
    systemKey: 'sanitation.cleaning_robot',
    name: ['清扫机器人', 'Cleaning robot'],
    symbol: 'robot',
    periodS: 10,
    properties: [
      main(battery()),
      ...position(),
      number('cleaning_rate', ['清扫效率', 'Cleaning rate'], 'm²/h', [0, 5000]),
      number('cleaned_area', ['已清扫面积', 'Cleaned area'], 'm²', [0, 100000]),
      number('working_time', ['工作时长', 'Working time'], 'h', [0, 24], 1),
      number('clean_water', ['清水', 'Clean water'], 'L', [0, 200]),
      number('waste_water', ['污水', 'Waste water'], 'L', [0, 200]),
      number('link_signal', ['信号', 'Signal'], 'dBm', [-140, 0]),
    ],
    states: {
      idle: '空闲',
      working: '清扫',
      returning: '返回',
      charging: '充电',
      fault: '故障',
      stopped: '停止',
      offline: '离线',
    },
    services: [
      service('set_route', ['设路线', 'Set route'], 1, [parameter('route', ['路线号', 'Route'], undefined, [1, 99])]),
      service('start_task', ['开始清扫', 'Start task'], 1),
      service('stop_task', ['停止清扫', 'Stop task'], 1),
      service('return_to_charge', ['返回充电', 'Return to charge'], 1),
      service('remote_drive', ['遥控', 'Remote drive'], 2),
      service('publish_screen', ['发布屏幕', 'Publish to screen'], 1),
      service('open_video', ['看视频', 'Open video'], 0),
    ],
    alarms: [
      alarm('low_battery', ['清扫机器人电量低', 'Robot battery low'], 'notice', below('battery', 12, 5)),
      alarm('device_fault', ['清扫机器人故障', 'Robot fault'], 'minor', inState('fault')),
      alarm('clean_water_low', ['清水不足', 'Clean water low'], 'notice', below('clean_water', 5, 5)),
      alarm('waste_water_full', ['污水满', 'Waste water full'], 'notice', above('waste_water', 175, 20)),
      alarm('bumper_hit', ['防撞触发', 'Bumper hit'], 'minor', toldUntilCleared(), { type: 'personalSafety' }),
    ],
  }),
  deviceType({
    id: 'BIN_CAMERA',
    systemKey: 'sanitation.bin_overflow',
    name: ['垃圾箱', 'Refuse bin'],
    symbol: 'bin',
    periodS: 120,
    properties: [
      main(count('overflow_count', ['今日满溢', 'Overflows today'], [0, 200])),
      number('fill_level', ['满度', 'Fill level'], '%', [0, 100]),
    ],
    states: { normal: '正常', full: '已满', overflow: '满溢', litter_around: '周边散落', camera_offline: '摄像机离线' },
    events: [event('image', ['现场图片', 'Picture'])],
    services: [
      service('open_live_video', ['看实时视频', 'Open live video'], 0),
      service('create_work_order', ['生成清运单', 'Create work order'], 1),
    ],
    alarms: [
      alarm('bin_full', ['垃圾箱已满', 'Bin full'], 'notice', above('fill_level', 90, 20), {
        type: 'environment',
        onS: 60,
      }),
      alarm('bin_overflow', ['垃圾箱满溢', 'Bin overflow'], 'minor', inState('overflow'), {
        type: 'environment',
        onS: 60,
      }),
      alarm('litter_around', ['周边散落垃圾', 'Litter around'], 'minor', inState('litter_around'), {
        type: 'environment',
        onS: 60,
      }),
    ],
  }),
  deviceType({
    id: 'REFUSE_ROOM',
    systemKey: 'sanitation.refuse_room_env',
    name: ['垃圾房环境站', 'Refuse-room station'],
    symbol: 'air-sensor',
    periodS: 60,
    properties: [
      number('pm25', ['PM2.5', 'PM2.5'], 'µg/m³', [0, 1000]),
      number('pm10', ['PM10', 'PM10'], 'µg/m³', [0, 1000]),
      number('tsp', ['总悬浮颗粒物', 'TSP'], 'µg/m³', [0, 2000]),
      number('temperature', ['温度', 'Temperature'], '℃', [-20, 80], 1),
      number('humidity', ['湿度', 'Humidity'], '%', [0, 100]),
      number('voc', ['挥发性有机物', 'VOC'], 'mg/m³', [0, 50], 2),
      number('co2', ['二氧化碳', 'CO₂'], 'ppm', [0, 5000]),
      number('no2', ['二氧化氮', 'NO₂'], 'µg/m³', [0, 1000]),
      number('co', ['一氧化碳', 'CO'], 'mg/m³', [0, 100], 1),
      number('so2', ['二氧化硫', 'SO₂'], 'µg/m³', [0, 1000]),
      number('o3', ['臭氧', 'O₃'], 'µg/m³', [0, 1000]),
      main(number('h2s', ['硫化氢', 'H₂S'], 'mg/m³', [0, 20], 3)),
    ],
    states: { normal: '正常', exceeded: '超标', sensor_fault: '传感器故障', offline: '离线' },
    services: [
      service('set_alarm_limit', ['设报警限', 'Set alarm limit'], 1, [
        parameter('h2s', ['硫化氢限值', 'H₂S limit'], 'mg/m³', [0, 20]),
      ]),
      readNow,
    ],
    alarms: [
      alarm('value_abnormal', ['垃圾房读数异常', 'Reading abnormal'], 'notice', above('voc', 5, 1), {
        type: 'environment',
        onS: 60,
      }),
      alarm('value_exceeded', ['垃圾房恶臭超标', 'Odour above limit'], 'minor', above('h2s', 0.1, 0.02), {
        type: 'environment',
        onS: 60,
        response: responses.environment,
      }),
      alarm('sensor_fault', ['垃圾房传感器故障', 'Sensor fault'], 'minor', inState('sensor_fault'), { onS: 30 }),
    ],
  }),
]
