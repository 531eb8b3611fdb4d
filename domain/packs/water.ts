import {
  above,
  alarm,
  below,
  choice,
  deviceType,
  holds,
  inState,
  main,
  number,
  parameter,
  service,
  silentFor,
  toldUntilCleared,
} from './build'
import { maintenanceDone, maintenanceDue, roles, runningTime, sinceService } from './plantForms'
import { responses } from './responses'

/** White paper 4.2.9.2 (2): supply pumps, sewage pumps, tanks. The text names the alarms without figures; these are usual practice (GB 50015). */
const startPump = {
  ...service('start_pump', ['启泵', 'Start pump'], 2),
  interlocks: [
    {
      id: 'sound',
      allow: 'state != 2',
      text: { zh: '水泵故障，不得启动', en: 'The pump has failed: it must not be started' },
    },
  ],
}
const stopPump = service('stop_pump', ['停泵', 'Stop pump'], 2)
const rotate = service('rotate_pumps', ['轮换水泵', 'Rotate pumps'], 2)
/** The pump that waited runs: the one on duty has failed, and nothing is behind it any more. */
const reserveRuns = alarm(
  'reserve_runs',
  ['备用泵投入', 'Reserve pump runs'],
  'minor',
  { kind: 'equals', property: 'role', value: Object.keys(roles).indexOf('taken_over') },
  { response: responses.equipment },
)
const sensorFault = (id: string, property: string, name: readonly [zh: string, en: string]) =>
  alarm(id, name, 'minor', silentFor(property, 300), { onS: 0, offS: 0 })

export const water = [
  deviceType({
    id: 'WATER_PUMP',
    version: 3,
    systemKey: 'building_equipment.water_supply_drainage',
    name: ['水泵', 'Water pump'],
    symbol: 'pump',
    periodS: 60,
    protocols: ['bacnet_ip', 'modbus_tcp'],
    ours: [
      'running_time',
      'runs_in_vain',
      'pressure_setpoint',
      'role',
      'hours_since_service',
      'maintenance_done',
      'maintenance_due',
      'reserve_runs',
      'inlet_sensor_fault',
      'supply_sensor_fault',
      'frequency_sensor_fault',
      'level_sensor_fault',
    ],
    properties: [
      number('inlet_pressure', ['进水压力', 'Inlet pressure'], 'MPa', [0, 2.5], 2),
      main(number('supply_pressure', ['供水压力', 'Supply pressure'], 'MPa', [0, 2.5], 2)),
      number('inverter_frequency', ['变频频率', 'Inverter frequency'], 'Hz', [0, 60], 1),
      main(number('sewage_level', ['集水坑水位', 'Sump level'], 'm', [0, 5], 2)),
      number('pressure_setpoint', ['恒压设定', 'Pressure set point'], 'MPa', [0, 1.6], 2),
      choice('role', ['泵组角色', 'Role in the group'], roles),
      runningTime,
      sinceService,
    ],
    states: {
      pump_running: '运行',
      pump_stopped: '停止',
      pump_fault: '故障',
      super_low: '超低',
      low: '低',
      high: '高',
      super_high: '超高',
      water_flowing: '有水流',
    },
    services: [
      startPump,
      stopPump,
      service('set_constant_pressure', ['设恒压', 'Set constant pressure'], 2, [
        parameter('pressure', ['压力', 'Pressure'], 'MPa', [0.1, 1.6]),
      ]),
      rotate,
      maintenanceDone,
    ],
    alarms: [
      maintenanceDue(4000),
      reserveRuns,
      sensorFault('inlet_sensor_fault', 'inlet_pressure', ['来水压力无数据', 'No inlet pressure']),
      sensorFault('supply_sensor_fault', 'supply_pressure', ['供水压力无数据', 'No supply pressure']),
      sensorFault('frequency_sensor_fault', 'inverter_frequency', ['变频频率无数据', 'No inverter frequency']),
      sensorFault('level_sensor_fault', 'sewage_level', ['集水坑水位无数据', 'No sump level']),
      alarm('inlet_overpressure', ['进水超压', 'Inlet overpressure'], 'minor', above('inlet_pressure', 0.5, 0.05), {
        type: 'waterLeak',
      }),
      alarm('inlet_lowpressure', ['进水低压', 'Inlet pressure low'], 'minor', below('inlet_pressure', 0.1, 0.03), {
        type: 'waterLeak',
        response: responses.waterSide,
      }),
      alarm('pump_fault', ['水泵故障', 'Pump fault'], 'important', inState('pump_fault'), {
        response: responses.equipment,
        consequence: ['高区停水', 'High floors lose water'],
        design: { takesDown: ['water'], fallsWith: ['power'], firstOutGroup: 'pump' },
      }),
      alarm('no_flow', ['无水流', 'No flow'], 'minor', toldUntilCleared(), {
        type: 'waterLeak',
        silentIn: {
          states: ['pump_stopped'],
          reason: ['水泵停止，无水流正常', 'The pump is stopped: no flow is as it should be'],
        },
        design: { fallsWith: ['water', 'power'], firstOutGroup: 'pump' },
      }),
      // A pump that turns and builds up no pressure runs dry, or its pipe is broken.
      alarm(
        'runs_in_vain',
        ['水泵空转', 'Pump runs in vain'],
        'important',
        holds('state == 0 && inverter_frequency > 25.0 && supply_pressure < 0.15'),
        {
          type: 'waterLeak',
          onS: 60,
          response: responses.waterSide,
          consequence: ['水泵烧毁，或管道漏水', 'The pump burns out, or a pipe leaks'],
          design: { fallsWith: ['water'], firstOutGroup: 'pump' },
        },
      ),
      alarm('super_low_level', ['水位超低', 'Level very low'], 'minor', below('sewage_level', 0.1, 0.05), {
        type: 'waterLeak',
        onS: 30,
      }),
      alarm(
        'super_high_level',
        ['集水坑超高水位', 'Sump level very high'],
        'important',
        above('sewage_level', 1.8, 0.3),
        {
          type: 'waterLeak',
          onS: 10,
          response: responses.waterSide,
          consequence: ['地下室浸水', 'The basement floods'],
        },
      ),
    ],
  }),
  deviceType({
    id: 'SEWAGE_PUMP',
    systemKey: 'building_equipment.sewage_pump',
    name: ['排污泵', 'Sewage pump'],
    symbol: 'pump',
    periodS: 60,
    protocols: ['bacnet_ip', 'modbus_tcp'],
    ours: ['running_time', 'hours_since_service', 'maintenance_done', 'maintenance_due'],
    properties: [
      main(number('sump_level', ['集水坑水位', 'Sump level'], 'm', [0, 5], 2)),
      choice('role', ['泵组角色', 'Role in the group'], roles),
      runningTime,
      sinceService,
    ],
    states: { pump_stopped: '停止', pump_running: '运行', pump_fault: '故障' },
    services: [startPump, stopPump, rotate, maintenanceDone],
    alarms: [
      alarm('pump_fault', ['排污泵故障', 'Sewage pump fault'], 'important', inState('pump_fault'), {
        type: 'waterLeak',
        response: responses.waterSide,
        consequence: ['集水坑无人排水，地下室浸水', 'Nothing empties the sump: the basement floods'],
        design: { fallsWith: ['power'], firstOutGroup: 'pump' },
      }),
      alarm(
        'super_high_level',
        ['集水坑超高水位', 'Sump level very high'],
        'important',
        above('sump_level', 1.8, 0.3),
        {
          type: 'waterLeak',
          onS: 10,
          response: responses.waterSide,
          consequence: ['地下室浸水', 'The basement floods'],
        },
      ),
      alarm('high_level', ['集水坑高水位', 'Sump level high'], 'minor', above('sump_level', 1.4, 0.2), {
        type: 'waterLeak',
        onS: 30,
      }),
      alarm('super_low_level', ['集水坑超低水位', 'Sump level very low'], 'minor', below('sump_level', 0.1, 0.05), {
        type: 'waterLeak',
        onS: 30,
      }),
      reserveRuns,
      sensorFault('level_sensor_fault', 'sump_level', ['集水坑水位无数据', 'No sump level']),
      maintenanceDue(4000),
    ],
  }),
  deviceType({
    id: 'WATER_TANK',
    systemKey: 'building_equipment.water_tank',
    name: ['水池水箱', 'Water tank'],
    symbol: 'water-tank',
    periodS: 120,
    protocols: ['bacnet_ip', 'modbus_tcp'],
    ours: ['chlorine', 'level_low', 'level_high', 'chlorine_low'],
    properties: [
      main(number('level', ['水位', 'Water level'], 'm', [0, 10], 2)),
      number('chlorine', ['余氯', 'Free chlorine'], 'mg/L', [0, 5], 2),
      choice('use', ['用途', 'Use'], { domestic_pool: '生活水池', domestic_tank: '生活水箱', fire_pool: '消防水池' }),
    ],
    states: { normal: '正常', filling: '补水', fault: '故障' },
    alarms: [
      alarm('level_low', ['水池水位低', 'Tank level low'], 'important', below('level', 1, 0.2), {
        type: 'waterLeak',
        onS: 30,
        response: responses.waterSide,
        consequence: ['断水', 'The water runs out'],
      }),
      alarm('level_high', ['水池溢流', 'Tank overflows'], 'minor', above('level', 4.6, 0.2), {
        type: 'waterLeak',
        onS: 30,
      }),
      // GB 5749: at least 0.05 mg/L at the end of the pipe.
      alarm('chlorine_low', ['余氯低', 'Chlorine low'], 'minor', below('chlorine', 0.05, 0.02), {
        type: 'environment',
        onS: 300,
      }),
    ],
  }),
]
