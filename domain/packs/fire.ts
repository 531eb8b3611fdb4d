import {
  above,
  alarm,
  battery,
  below,
  choice,
  count,
  deviceType,
  event,
  inState,
  main,
  number,
  parameter,
  position,
  service,
  signal,
  toldUntilCleared,
} from './build'
import { responses } from './responses'

/** White paper 4.2.8: detectors, water, extinguishers, and the remote station of the fire panels with what hangs on it. */
const readNow = service('read_now', ['立即读数', 'Read now'], 0)
const setLimit = (unit: string, max: number) =>
  service('set_limit', ['设报警限', 'Set limit'], 1, [parameter('limit', ['限值', 'Limit'], unit, [0, max])])
const batteryLow = alarm('battery_low', ['电池电量低', 'Battery low'], 'notice', below('battery', 15, 5), {
  onS: 60,
  response: responses.battery,
})
const panelSystem = 'fire.alarm_remote_monitoring'
const waterStates = { normal: '正常', low: '偏低', high: '偏高', offline: '离线', battery_low: '电量低' }

export const fire = [
  deviceType({
    id: 'FIRE_PANEL',
    systemKey: panelSystem,
    name: ['消防主机', 'Fire panel'],
    symbol: 'server-room',
    periodS: 30,
    properties: [
      main(count('events_stored', ['存储事件', 'Events stored'], [0, 100000])),
      choice('host_state', ['主机工况', 'Panel mode'], { automatic: '自动', manual: '手动', test: '测试' }),
    ],
    states: {
      normal: '正常',
      fire_alarm: '火警',
      fault: '故障',
      supervisory: '监管',
      shielded: '屏蔽',
      offline: '离线',
    },
    services: [
      service('query_records', ['查记录', 'Query records'], 0),
      service('reset_request', ['请求复位', 'Request reset'], 3),
    ],
    alarms: [
      alarm('fire_alarm', ['主机火警', 'Fire alarm at the panel'], 'urgent', inState('fire_alarm'), {
        isLifeSafety: true,
        type: 'fire',
        onS: 0,
        response: responses.fire,
        consequence: ['火势扩大', 'The fire spreads'],
      }),
      alarm('device_fault', ['主机故障', 'Panel fault'], 'important', inState('fault'), {
        response: responses.equipment,
        consequence: ['该区火警收不到', 'Fire alarms of this zone are not heard'],
      }),
      alarm('host_offline', ['主机脱机', 'Panel offline'], 'important', inState('offline'), {
        response: responses.equipment,
        consequence: ['该区火警收不到', 'Fire alarms of this zone are not heard'],
      }),
    ],
  }),
  deviceType({
    id: 'MANUAL_CALL_POINT',
    systemKey: panelSystem,
    name: ['手动报警按钮', 'Manual call point'],
    symbol: 'manual-call-point',
    periodS: 120,
    properties: [number('loop_voltage', ['回路电压', 'Loop voltage'], 'V', [0, 40], 1)],
    states: { normal: '正常', pressed: '按下', fault: '故障' },
    services: [service('test', ['测试', 'Test'], 1)],
    alarms: [
      alarm('pressed', ['手动报警', 'Manual call'], 'urgent', inState('pressed'), {
        isLifeSafety: true,
        type: 'fire',
        onS: 0,
        response: responses.fire,
        consequence: ['火势扩大', 'The fire spreads'],
      }),
      alarm('device_fault', ['手报故障', 'Call point fault'], 'minor', inState('fault')),
    ],
  }),
  deviceType({
    id: 'FIRE_DOOR',
    systemKey: 'fire.fire_door',
    name: ['防火门', 'Fire door'],
    symbol: 'door',
    periodS: 120,
    properties: [count('closings', ['今日启闭', 'Closings today'], [0, 10000])],
    states: { closed: '关闭', open: '打开', fault: '故障' },
    services: [
      service('close_fire_door', ['关防火门', 'Close fire door'], 3),
      service('release_fire_door', ['释放防火门', 'Release fire door'], 3),
    ],
    alarms: [alarm('device_fault', ['防火门故障', 'Fire door fault'], 'minor', inState('fault'))],
  }),
  deviceType({
    id: 'FIRE_BROADCAST',
    systemKey: 'fire.emergency_broadcast',
    name: ['应急广播', 'Emergency broadcast'],
    symbol: 'broadcast',
    periodS: 120,
    properties: [
      main(number('volume', ['音量', 'Volume'], '%', [0, 100])),
      number('played_for', ['已播放', 'Played for'], 's', [0, 86400]),
    ],
    states: { idle: '待机', playing: '播放', fault: '故障' },
    services: [
      service('play_evacuation', ['播放疏散广播', 'Play evacuation message'], 3, [
        parameter('message', ['预录号', 'Recorded message'], undefined, [1, 20]),
      ]),
      service('stop_playing', ['停止广播', 'Stop playing'], 2),
    ],
    alarms: [alarm('device_fault', ['广播故障', 'Broadcast fault'], 'minor', inState('fault'))],
  }),
  deviceType({
    id: 'WATER_PRESSURE',
    systemKey: 'fire.water_pressure',
    name: ['喷淋末端水压', 'Sprinkler pressure'],
    symbol: 'sprinkler',
    periodS: 60,
    properties: [main(number('water_pressure', ['水压', 'Water pressure'], 'MPa', [0, 2.5], 2)), battery(), signal()],
    states: waterStates,
    services: [setLimit('MPa', 2.5), readNow],
    alarms: [
      alarm('pressure_low', ['喷淋水压低', 'Sprinkler pressure low'], 'important', below('water_pressure', 0.1, 0.03), {
        isLifeSafety: true,
        type: 'waterLeak',
        onS: 10,
        response: responses.waterSide,
        consequence: ['喷淋灭火无水', 'The sprinklers have no water'],
      }),
      alarm(
        'pressure_abnormal',
        ['喷淋水压高', 'Sprinkler pressure high'],
        'minor',
        above('water_pressure', 1.4, 0.1),
        { onS: 10 },
      ),
      batteryLow,
    ],
  }),
  deviceType({
    id: 'WATER_LEVEL',
    systemKey: 'fire.water_level',
    name: ['消防水箱', 'Fire water tank'],
    symbol: 'water-tank',
    periodS: 60,
    properties: [main(number('water_level', ['水位', 'Water level'], 'm', [0, 10], 2)), battery(), signal()],
    states: waterStates,
    services: [setLimit('m', 10), readNow],
    alarms: [
      alarm('level_low', ['消防水位低', 'Fire water low'], 'important', below('water_level', 1.8, 0.2), {
        isLifeSafety: true,
        type: 'waterLeak',
        onS: 30,
        response: responses.waterSide,
        consequence: ['灭火水量不足', 'Too little water to fight a fire'],
      }),
      alarm('level_high', ['消防水位高', 'Fire water high'], 'minor', above('water_level', 4.6, 0.2), {
        type: 'waterLeak',
        onS: 30,
      }),
      batteryLow,
    ],
  }),
  deviceType({
    id: 'HYDRANT',
    systemKey: 'fire.hydrant_monitoring',
    name: ['消火栓', 'Hydrant'],
    symbol: 'fire-hydrant',
    periodS: 60,
    properties: [
      main(number('water_pressure', ['水压', 'Water pressure'], 'MPa', [0, 2.5], 2)),
      number('flow', ['流量', 'Flow'], 'L/s', [0, 60], 1),
      number('tilt', ['倾角', 'Tilt'], '°', [0, 90], 1),
      battery(),
      signal(),
    ],
    states: { closed: '关闭', cover_open: '盖开', flowing: '出水', tilted: '倾斜', offline: '离线' },
    services: [setLimit('MPa', 2.5), readNow],
    alarms: [
      alarm('impact', ['消火栓撞击', 'Hydrant hit'], 'urgent', above('tilt', 15, 5), {
        type: 'traffic',
        onS: 0,
        response: [
          ['看最近摄像机：车、人、水', 'Look at the nearest camera: vehicle, people, water'],
          ['派保安到场，围护现场', 'Send guards to secure the place'],
          ['派给排水工程师关段阀', 'Send a plumber to close the section valve'],
          ['有伤者呼 120，报 122', 'Call 120 for the hurt, 122 for the accident'],
        ],
        consequence: ['路面漫水，消防用水失压', 'The road floods and fire water loses pressure'],
      }),
      alarm('cover_opened', ['消火栓盖打开', 'Hydrant cover opened'], 'minor', inState('cover_open'), {
        type: 'security',
        onS: 10,
      }),
      alarm('water_theft', ['消火栓用水', 'Water taken'], 'minor', above('flow', 2, 0.5), {
        type: 'waterLeak',
        onS: 10,
        response: responses.waterSide,
      }),
      alarm(
        'pressure_abnormal',
        ['消火栓水压低', 'Hydrant pressure low'],
        'important',
        below('water_pressure', 0.14, 0.03),
        {
          isLifeSafety: true,
          type: 'waterLeak',
          onS: 5,
          response: responses.waterSide,
          consequence: ['灭火无水', 'No water to fight a fire'],
        },
      ),
      batteryLow,
    ],
  }),
  deviceType({
    id: 'EXTINGUISHER',
    systemKey: 'fire.extinguisher',
    name: ['灭火器', 'Extinguisher'],
    symbol: 'extinguisher',
    periodS: 300,
    properties: [
      main(number('pressure', ['压力', 'Pressure'], 'MPa', [0, 30], 2)),
      number('temperature', ['温度', 'Temperature'], '℃', [-40, 100], 1),
      ...position(),
      battery(),
    ],
    states: { normal: '正常', abnormal: '异常', moved: '移位', expired: '过期', offline: '离线' },
    services: [readNow, setLimit('MPa', 30)],
    alarms: [
      alarm('state_abnormal', ['灭火器压力低', 'Extinguisher pressure low'], 'minor', below('pressure', 1, 0.1), {
        onS: 30,
      }),
      alarm('moved', ['灭火器移位', 'Extinguisher moved'], 'minor', inState('moved'), { type: 'security', onS: 30 }),
      batteryLow,
    ],
  }),
  deviceType({
    id: 'SMOKE_DETECTOR',
    systemKey: 'fire.wireless_smoke',
    name: ['感烟探测器', 'Smoke detector'],
    symbol: 'smoke-detector',
    periodS: 120,
    properties: [
      main(number('smoke_density', ['减光率', 'Obscuration'], '%/m', [0, 40], 2)),
      main(number('temperature', ['温度', 'Temperature'], '℃', [-20, 120], 1)),
      battery(),
      signal(),
    ],
    states: { normal: '正常', alarm: '报警', battery_low: '电量低', offline: '离线' },
    services: [service('mute', ['消音', 'Mute'], 1), service('test', ['测试', 'Test'], 1), setLimit('%/m', 20)],
    alarms: [
      alarm('smoke_alarm', ['感烟火警', 'Smoke alarm'], 'urgent', above('smoke_density', 3.5, 0.5), {
        isLifeSafety: true,
        type: 'fire',
        onS: 0,
        offS: 10,
        response: responses.fire,
        consequence: ['火势扩大，人员被困', 'The fire spreads and people are trapped'],
      }),
      alarm('heat_alarm', ['感温火警', 'Heat alarm'], 'urgent', above('temperature', 65, 5), {
        isLifeSafety: true,
        type: 'fire',
        onS: 0,
        offS: 10,
        response: responses.fire,
        consequence: ['火势扩大，人员被困', 'The fire spreads and people are trapped'],
      }),
      batteryLow,
      alarm('detector_fault', ['探测器故障', 'Detector fault'], 'minor', toldUntilCleared()),
    ],
  }),
  deviceType({
    id: 'AED_CABINET',
    systemKey: 'fire.aed',
    name: ['AED 箱', 'AED cabinet'],
    symbol: 'aed',
    periodS: 300,
    properties: [main(battery()), number('temperature', ['箱温', 'Cabinet temperature'], '℃', [-40, 100], 1)],
    states: { normal: '就位', taken: '取用', expired: '过期' },
    events: [event('door_opened', ['箱门打开', 'Cabinet opened'])],
    services: [readNow],
    alarms: [
      alarm('taken', ['AED 被取用', 'AED taken'], 'urgent', inState('taken'), {
        isLifeSafety: true,
        type: 'personalSafety',
        onS: 0,
        response: [
          ['看最近摄像机，找伤者', 'Look for the patient on the nearest camera'],
          ['呼 120，派急救员到场', 'Call 120 and send a first aider'],
          ['派人到路口引导救护车', 'Send somebody to guide the ambulance'],
        ],
        consequence: ['心搏骤停者每分钟少一成生机', 'Each minute costs a tenth of the chance to live'],
      }),
      alarm('expired', ['AED 电极片过期', 'AED pads expired'], 'minor', inState('expired'), { onS: 60 }),
      batteryLow,
    ],
  }),
]
