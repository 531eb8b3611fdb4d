import {
  above,
  alarm,
  below,
  count,
  counter,
  deviceType,
  event,
  inState,
  main,
  number,
  parameter,
  service,
  signal,
  told,
  toldUntilCleared,
} from './build'

/** White paper 4.2.10: metering and lighting. */
const readNow = service('read_now', ['立即抄表', 'Read now'], 0)

export const energy = [
  deviceType({
    id: 'WATER_METER',
    systemKey: 'energy.water_meter',
    name: ['智能水表', 'Water meter'],
    symbol: 'meter',
    periodS: 300,
    protocols: ['mbus', 'nb_iot', 'lora', 'modbus_rtu'],
    ours: ['flow', 'leak_suspected', 'meter_offline'],
    properties: [
      main(counter(number('reading', ['读数', 'Reading'], 'm³', [0, 9_999_999], 2))),
      number('flow', ['流量', 'Flow'], 'm³/h', [0, 500], 2),
      number('battery_voltage', ['电池电压', 'Battery voltage'], 'V', [0, 5], 2),
    ],
    states: { valve_open: '阀开', valve_closed: '阀关', online: '在线', offline: '离线' },
    services: [
      readNow,
      service('open_valve', ['开阀', 'Open valve'], 3),
      service('close_valve', ['关阀', 'Close valve'], 3),
    ],
    alarms: [
      alarm('undervoltage', ['水表欠压', 'Meter battery low'], 'notice', below('battery_voltage', 3.2, 0.1), {
        onS: 60,
      }),
      alarm('leak_suspected', ['疑似漏水', 'Leak suspected'], 'minor', toldUntilCleared(), { type: 'waterLeak' }),
      alarm('meter_offline', ['水表离线', 'Meter offline'], 'notice', inState('offline'), { onS: 60 }),
    ],
  }),
  deviceType({
    id: 'POWER_METER',
    systemKey: 'energy.electricity_meter',
    name: ['智能电表', 'Electricity meter'],
    symbol: 'meter',
    periodS: 180,
    protocols: ['dlt645', 'modbus_rtu', 'mbus', 'nb_iot', 'lora'],
    ours: ['power', 'low_balance', 'overload', 'meter_offline', 'set_tariff'],
    properties: [
      counter(number('forward_energy', ['正向电能', 'Energy forward'], 'kWh', [0, 99_999_999], 1)),
      counter(number('reverse_energy', ['反向电能', 'Energy reverse'], 'kWh', [0, 99_999_999], 1)),
      main(number('power', ['功率', 'Power'], 'kW', [0, 2000], 1)),
      number('balance', ['余额', 'Balance'], '元', [-100000, 1_000_000], 2),
      number('hourly_freeze', ['时冻结电量', 'Energy last hour'], 'kWh', [0, 99_999], 1),
      number('daily_freeze', ['日冻结电量', 'Energy last day'], 'kWh', [0, 999_999], 1),
    ],
    states: { switched_on: '合闸', switched_off: '拉闸', online: '在线', offline: '离线' },
    services: [
      service('open_account', ['开户', 'Open account'], 1),
      service('recharge', ['充值', 'Recharge'], 1, [parameter('amount', ['金额', 'Amount'], '元', [0, 100000])]),
      service('close_account', ['销户', 'Close account'], 1),
      service('refund', ['退费', 'Refund'], 1, [parameter('amount', ['金额', 'Amount'], '元', [0, 100000])]),
      {
        ...service('switch_off', ['拉闸', 'Switch off'], 3),
        interlocks: [
          {
            id: 'load',
            allow: 'power < 200',
            text: { zh: '负荷达 200 kW，不得带载拉闸', en: 'At 200 kW and more it must not be opened under load' },
          },
        ],
      },
      service('switch_on', ['合闸', 'Switch on'], 3),
      service('set_tariff', ['设费率', 'Set tariff'], 1, [
        parameter('tariff', ['费率号', 'Tariff'], undefined, [0, 9]),
      ]),
    ],
    alarms: [
      alarm('low_balance', ['电费余额低', 'Balance low'], 'notice', below('balance', -50, 50), {
        type: 'other',
        onS: 60,
      }),
      alarm('malicious_load', ['恶性负载', 'Forbidden load'], 'minor', told(), { type: 'fire' }),
      alarm('overload', ['电表过载', 'Overload'], 'minor', above('power', 1500, 100), { onS: 30 }),
      alarm('meter_offline', ['电表离线', 'Meter offline'], 'notice', inState('offline'), { onS: 60 }),
    ],
  }),
  deviceType({
    id: 'METER_GATEWAY',
    systemKey: 'energy.metering_gateway',
    name: ['抄表网关', 'Metering gateway'],
    symbol: 'wifi',
    periodS: 60,
    protocols: ['modbus_rtu', 'mbus', 'http_api', 'dlt645'],
    ours: ['meters_online', 'meters_total', 'signal', 'online', 'offline', 'order_lost'],
    properties: [
      main(count('meters_online', ['在线表数', 'Meters online'], [0, 256])),
      count('meters_total', ['总表数', 'Meters'], [0, 256]),
      signal(),
    ],
    states: { online: '在线', offline: '离线', fault: '故障' },
    services: [
      service('read_random', ['随抄', 'Read one meter'], 0),
      service('set_period', ['设抄表周期', 'Set period'], 1, [
        parameter('minutes', ['分钟', 'Minutes'], 'min', [1, 1440]),
      ]),
      service('set_password', ['设密码', 'Set password'], 2),
    ],
    alarms: [
      alarm('gateway_fault', ['抄表网关故障', 'Gateway fault'], 'minor', inState('fault')),
      alarm('order_lost', ['指令丢失', 'Order lost'], 'notice', told()),
    ],
  }),
  deviceType({
    id: 'LIGHTING',
    systemKey: 'energy.smart_lighting',
    name: ['照明回路', 'Lighting circuit'],
    symbol: 'light',
    periodS: 120,
    protocols: ['modbus_rtu', 'modbus_tcp', 'knx', 'dali'],
    ours: ['fault', 'module_offline', 'module_fault', 'self_test_failed', 'self_test_done'],
    properties: [
      number('circuit_current', ['回路电流', 'Circuit current'], 'A', [0, 100], 1),
      number('circuit_voltage', ['回路电压', 'Circuit voltage'], 'V', [0, 400]),
      main(number('circuit_power', ['回路功率', 'Circuit power'], 'W', [0, 20000])),
      counter(number('circuit_energy', ['回路电量', 'Circuit energy'], 'kWh', [0, 999_999], 1)),
      number('brightness', ['亮度', 'Brightness'], '%', [0, 100]),
      number('illuminance', ['照度', 'Illuminance'], 'lx', [0, 20000]),
      number('temperature', ['温度', 'Temperature'], '℃', [-40, 100], 1),
      number('humidity', ['湿度', 'Humidity'], '%', [0, 100]),
    ],
    states: {
      on: '开',
      off: '关',
      dimming: '调光',
      fault: '故障',
      local: '本地',
      remote: '远程',
      module_offline: '模块离线',
    },
    events: [event('self_test_done', ['自检完成', 'Self test done'])],
    services: [
      service('switch_on', ['开灯', 'Switch on'], 1),
      service('switch_off', ['关灯', 'Switch off'], 1),
      service('dim', ['调光', 'Dim'], 1, [parameter('brightness', ['亮度', 'Brightness'], '%', [0, 100])]),
      service('set_scene', ['设场景', 'Set scene'], 1, [parameter('scene', ['场景号', 'Scene'], undefined, [0, 99])]),
      service('set_timer', ['设定时', 'Set timer'], 1, [parameter('timer', ['定时号', 'Timer'], undefined, [0, 99])]),
      service('set_group', ['设分组', 'Set group'], 1, [parameter('group', ['组号', 'Group'], undefined, [0, 999])]),
      service('set_delay', ['设延时', 'Set delay'], 1, [parameter('delay', ['延时', 'Delay'], 's', [0, 3600])]),
      service('set_threshold', ['设阈值', 'Set threshold'], 1, [
        parameter('illuminance', ['照度', 'Illuminance'], 'lx', [0, 20000]),
      ]),
    ],
    alarms: [
      alarm('module_fault', ['照明模块故障', 'Lighting module fault'], 'notice', inState('fault'), { onS: 30 }),
      alarm('self_test_failed', ['照明自检失败', 'Self test failed'], 'notice', toldUntilCleared()),
    ],
  }),
]
