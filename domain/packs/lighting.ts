import type { ServiceParameter } from '../contract'
import {
  alarm,
  choice,
  chosen,
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
  words,
} from './build'

/** White paper 4.2.10.2 (2): what controls lighting circuits, module by module. A gateway takes 128 devices; a sensor waits up to an hour; a contact module has 16 inputs. */
const moduleStates = { normal: '正常', fault: '故障' }
const selfTest = service('self_test', ['自检', 'Self test'], 1)
const program = service('program', ['远程编程', 'Program'], 2, [
  words('file', ['程序地址', 'Address of the program'], 400),
])
const selfTestDone = event('self_test_done', ['自检完成', 'Self test done'])
const moduleFault = alarm('module_fault', ['照明模块故障', 'Lighting module fault'], 'notice', inState('fault'), {
  onS: 30,
})
const selfTestFailed = alarm('self_test_failed', ['照明自检失败', 'Self test failed'], 'notice', toldUntilCleared())
const watchdog = alarm('watchdog_restart', ['看门狗重启', 'Restarted by its watchdog'], 'notice', told())
const minuteOfDay = (id: string, zh: string, en: string) => parameter(id, [zh, en], 'min', [0, 1439])
const circuit = parameter('circuit', ['回路', 'Circuit'], undefined, [1, 16])
const scene = parameter('scene', ['场景号', 'Scene'], undefined, [0, 99])
const brightness = parameter('brightness', ['亮度', 'Brightness'], '%', [0, 100])
const fade = parameter('fade', ['渐变时间', 'Fade'], 's', [0, 60])
const output = choice('output_kind', ['输出方式', 'Output'], {
  voltage_0_to_10: '0-10 V',
  thyristor: '可控硅',
  mos: 'MOS',
})
const hour = (id: string, zh: string, en: string) => number(id, [zh, en], 'h', [0, 24], 2)

/** How a dry contact drives what hangs on it (4.2.10.2 (2) dry contacts e). */
const contactKinds: ServiceParameter = chosen(
  'kind',
  ['控制方式', 'Kind of control'],
  [
    ['开关', 'Switch'],
    ['开关和调光组合', 'Switch and dim'],
    ['场景', 'Scene'],
    ['序列', 'Sequence'],
    ['百分比', 'Percentage'],
    ['阈值', 'Threshold'],
    ['字符串', 'String'],
    ['计数', 'Count'],
    ['响铃', 'Ring'],
    ['联合', 'Joint'],
  ],
)
const contact = parameter('input', ['输入', 'Input'], undefined, [1, 16])
const contacts = Array.from({ length: 16 }, (_, at) =>
  choice(`input_${at + 1}`, [`干接点 ${at + 1}`, `Contact ${at + 1}`], {
    contact_open: '断开',
    contact_closed: '闭合',
  }),
)

export const lighting = [
  deviceType({
    id: 'LIGHTING_GATEWAY',
    systemKey: 'energy.lighting_gateway',
    name: ['照明网关', 'Lighting gateway'],
    symbol: 'wifi',
    periodS: 120,
    protocols: ['modbus_tcp', 'modbus_rtu'],
    ours: ['detach_device'],
    properties: [
      main(count('devices_attached', ['在管设备', 'Devices attached'], [0, 128])),
      count('timer', ['所读定时号', 'Timer read'], [0, 99]),
      hour('timer_on', '定时开', 'Timer on'),
      hour('timer_off', '定时关', 'Timer off'),
      hour('sunrise', '日出', 'Sunrise'),
      hour('sunset', '日落', 'Sunset'),
      count('records_stored', ['存储记录', 'Records stored'], [0, 1_000_000]),
    ],
    states: moduleStates,
    events: [selfTestDone],
    services: [
      service('read_timer', ['读定时', 'Read timer'], 0, [parameter('timer', ['定时号', 'Timer'], undefined, [0, 99])]),
      service('set_timer', ['设定时', 'Set timer'], 1, [
        parameter('timer', ['定时号', 'Timer'], undefined, [0, 99]),
        minuteOfDay('on', '开灯时刻', 'On at'),
        minuteOfDay('off', '关灯时刻', 'Off at'),
      ]),
      service('set_scene', ['设场景', 'Set scene'], 1, [
        scene,
        parameter('group', ['组号', 'Group'], undefined, [0, 999]),
        brightness,
      ]),
      service('run_scene', ['执行场景', 'Run scene'], 1, [scene]),
      service('set_sun_timer', ['设经纬度定时', 'Set timer by sunrise and sunset'], 1, [
        parameter('lng', ['经度', 'Longitude'], '°', [-180, 180]),
        parameter('lat', ['纬度', 'Latitude'], '°', [-66, 66]),
        parameter('before_sunset', ['日落前', 'Before sunset'], 'min', [-120, 120]),
        parameter('after_sunrise', ['日出后', 'After sunrise'], 'min', [-120, 120]),
      ]),
      {
        ...service('attach_device', ['接入设备', 'Attach device'], 1, [
          parameter('address', ['地址', 'Address'], undefined, [1, 247]),
        ]),
        interlocks: [
          {
            id: 'room',
            allow: 'devices_attached < 128',
            text: { zh: '网关已接满 128 个设备', en: 'The gateway has its 128 devices' },
          },
        ],
      },
      service('detach_device', ['移除设备', 'Detach device'], 1, [
        parameter('address', ['地址', 'Address'], undefined, [1, 247]),
      ]),
      selfTest,
      program,
    ],
    alarms: [moduleFault, selfTestFailed, watchdog],
  }),
  deviceType({
    id: 'DIMMER',
    systemKey: 'energy.dimming_module',
    name: ['调光模块', 'Dimming module'],
    symbol: 'light',
    periodS: 120,
    protocols: ['modbus_rtu', 'dali', 'knx'],
    panel: [
      { name: ['灯光', 'Light'], properties: ['brightness', 'illuminance', 'state', 'control'] },
      {
        name: ['设定', 'Settings'],
        properties: ['curve', 'output_kind', 'start_value', 'start_delay', 'fade_time', 'circuit'],
      },
    ],
    properties: [
      main(number('brightness', ['亮度', 'Brightness'], '%', [0, 100])),
      number('illuminance', ['照度', 'Illuminance'], 'lx', [0, 20000]),
      choice('control', ['控制处', 'Driven from'], { remote: '远程', by_hand: '手动开关' }),
      choice('curve', ['调光曲线', 'Dimming curve'], { linear: '线性', logarithmic: '对数', s_curve: 'S 形' }),
      output,
      number('fade_time', ['渐变时间', 'Fade'], 's', [0, 60]),
      count('circuit', ['所设回路', 'Circuit last set'], [0, 16]),
      number('start_value', ['开机初始值', 'Start value'], '%', [0, 100]),
      number('start_delay', ['启动延时', 'Start delay'], 's', [0, 300]),
    ],
    states: { ...moduleStates },
    events: [selfTestDone],
    services: [
      service('dim', ['调光', 'Dim'], 1, [brightness, fade]),
      service('set_curve', ['设调光曲线', 'Set dimming curve'], 1, [
        chosen(
          'curve',
          ['曲线', 'Curve'],
          [
            ['线性', 'Linear'],
            ['对数', 'Logarithmic'],
            ['S 形', 'S curve'],
          ],
        ),
      ]),
      service('set_start', ['设开机值与延时', 'Set start value and delay'], 1, [
        circuit,
        parameter('value', ['初始值', 'Start value'], '%', [0, 100]),
        parameter('delay', ['顺序延时', 'Delay in sequence'], 's', [0, 300]),
      ]),
      service('power_up', ['顺序启动', 'Start in sequence'], 1),
      selfTest,
      program,
      service('test_circuit', ['测试回路', 'Test circuit'], 1, [circuit]),
    ],
    alarms: [moduleFault, selfTestFailed, watchdog],
    ours: ['power_up'],
  }),
  deviceType({
    id: 'PRESENCE_SENSOR',
    systemKey: 'energy.presence_sensor',
    name: ['人体感应器', 'Presence sensor'],
    symbol: 'light',
    periodS: 60,
    protocols: ['modbus_rtu', 'knx'],
    properties: [
      main(choice('presence', ['有人', 'Presence'], { absent: '无人', present: '有人' })),
      number('illuminance', ['照度', 'Illuminance'], 'lx', [0, 20000]),
      number('lux_limit', ['不开灯照度', 'No light above'], 'lx', [0, 20000]),
      number('off_delay', ['延时关灯', 'Off delay'], 's', [0, 3600]),
      number('range', ['探测距离', 'Range'], 'm', [1, 20], 1),
      number('sensitivity', ['灵敏度', 'Sensitivity'], '%', [1, 100]),
      count('group', ['组号', 'Group'], [0, 999]),
      output,
    ],
    states: moduleStates,
    services: [
      service('set_off_delay', ['设延时关灯', 'Set off delay'], 1, [
        parameter('delay', ['延时', 'Delay'], 's', [0, 3600]),
      ]),
      service('set_range', ['设距离与灵敏度', 'Set range and sensitivity'], 1, [
        parameter('range', ['探测距离', 'Range'], 'm', [1, 20]),
        parameter('sensitivity', ['灵敏度', 'Sensitivity'], '%', [1, 100]),
      ]),
      service('set_lux_limit', ['设照度判定', 'Set light limit'], 1, [
        parameter('illuminance', ['照度', 'Illuminance'], 'lx', [0, 20000]),
      ]),
      service('set_logic', ['设逻辑与分组', 'Set logic and group'], 1, [
        chosen(
          'logic',
          ['逻辑', 'Logic'],
          [
            ['单个感应', 'This sensor alone'],
            ['组内任一', 'Any of the group'],
            ['组内全部', 'All of the group'],
          ],
        ),
        parameter('group', ['组号', 'Group'], undefined, [0, 999]),
      ]),
    ],
    alarms: [moduleFault],
  }),
  deviceType({
    id: 'DRY_CONTACT',
    systemKey: 'energy.dry_contact',
    name: ['干接点模块', 'Dry-contact module'],
    symbol: 'light',
    periodS: 120,
    protocols: ['modbus_rtu', 'knx'],
    panel: [
      { name: ['输入 1–8', 'Inputs 1–8'], properties: contacts.slice(0, 8).map(({ id }) => id) },
      { name: ['输入 9–16', 'Inputs 9–16'], properties: contacts.slice(8).map(({ id }) => id) },
      { name: ['运行', 'Running'], properties: ['state'] },
    ],
    properties: contacts,
    states: moduleStates,
    services: [
      service('set_control', ['设控制方式', 'Set control'], 1, [
        contact,
        contactKinds,
        parameter('target', ['回路或场景号', 'Circuit or scene'], undefined, [0, 999]),
      ]),
      service('set_logic', ['设逻辑', 'Set logic'], 1, [
        contact,
        chosen(
          'logic',
          ['逻辑', 'Logic'],
          [
            ['直接', 'As it is'],
            ['取反', 'Not'],
            ['与', 'And'],
            ['或', 'Or'],
          ],
        ),
        parameter('with', ['另一输入', 'Other input'], undefined, [1, 16]),
      ]),
      service('set_time_linkage', ['设时间联动', 'Set linkage by time'], 1, [
        contact,
        minuteOfDay('from', '自', 'From'),
        minuteOfDay('to', '至', 'To'),
        parameter('target', ['回路或场景号', 'Circuit or scene'], undefined, [0, 999]),
      ]),
    ],
    alarms: [moduleFault],
  }),
  deviceType({
    id: 'LIGHTING_PANEL',
    systemKey: 'energy.lighting_panel',
    name: ['智能面板', 'Lighting panel'],
    symbol: 'light',
    periodS: 300,
    protocols: ['modbus_rtu', 'knx'],
    properties: [
      main(count('keys', ['按键数', 'Keys'], [4, 8])),
      count('last_key', ['最近按键', 'Key last pressed'], [0, 8]),
    ],
    states: moduleStates,
    events: [
      event(
        'key_pressed',
        ['按键', 'Key pressed'],
        [
          parameter('key', ['按键', 'Key'], undefined, [1, 8]),
          parameter('scene', ['场景号', 'Scene'], undefined, [0, 99]),
        ],
      ),
      event('emergency_pressed', ['应急按键', 'Emergency key pressed']),
    ],
    services: [
      service('set_key', ['设按键', 'Set key'], 1, [
        parameter('key', ['按键', 'Key'], undefined, [1, 8]),
        chosen(
          'does',
          ['作用', 'Does'],
          [
            ['回路', 'Circuit'],
            ['单场景', 'One scene'],
            ['组合场景', 'Several scenes'],
          ],
        ),
        words('targets', ['回路或场景号，逗号分隔', 'Circuits or scenes, by commas'], 60),
      ]),
      service('set_key_look', ['设按键图标', 'Set icon of key'], 1, [
        parameter('key', ['按键', 'Key'], undefined, [1, 8]),
        words('icon', ['图标', 'Icon'], 60),
        words('label', ['名称', 'Label'], 20),
      ]),
    ],
    alarms: [moduleFault],
  }),
]
