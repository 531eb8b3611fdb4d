import {
  above,
  alarm,
  below,
  choice,
  count,
  deviceType,
  event,
  holds,
  inState,
  main,
  number,
  parameter,
  service,
  strays,
  toldUntilCleared,
} from './build'
import { maintenanceDone, maintenanceDue, roles, runningTime, sinceService } from './plantForms'
import { responses } from './responses'

/** White paper 4.2.9: what makes a building run. The text names the electrical and water alarms without figures; these are usual practice (GB 1094, GB 50015). */
const start = service('start', ['启动', 'Start'], 2)
const stop = service('stop', ['停止', 'Stop'], 2)
const setSchedule = service('set_schedule', ['设时间表', 'Set schedule'], 1, [
  parameter('schedule', ['时间表号', 'Schedule'], undefined, [0, 99]),
])
/** What a unit that does not run measures is no reason for an alarm. */
const unitOff = { states: ['stopped', 'fault'], reason: ['机组未运行', 'The unit does not run'] } as const
const onOff = { running: '运行', stopped: '停止', fault: '故障' }
const celsius = (id: string, zh: string, en: string) => number(id, [zh, en], '℃', [-40, 120], 1)
const humidity = (id: string, zh: string, en: string) => number(id, [zh, en], '%', [0, 100])
const valve = (id: string, zh: string, en: string) => number(id, [zh, en], '%', [0, 100])

export const buildingEquipment = [
  deviceType({
    id: 'FAN',
    version: 2,
    systemKey: 'building_equipment.ventilation',
    name: ['送排风机', 'Ventilation fan'],
    symbol: 'fan',
    periodS: 60,
    protocols: ['bacnet_ip', 'modbus_tcp'],
    ours: ['auto', 'manual', 'duty', 'hours_since_service', 'maintenance_done', 'maintenance_due'],
    properties: [
      main(runningTime),
      choice('duty', ['用途', 'Duty'], { supply: '送风', exhaust: '排风' }),
      sinceService,
    ],
    states: { ...onOff, auto: '自动', manual: '手动' },
    services: [start, stop, setSchedule, maintenanceDone],
    alarms: [
      maintenanceDue(4000),
      alarm('fan_fault', ['风机故障', 'Fan fault'], 'minor', inState('fault'), {
        onS: 10,
        response: responses.equipment,
      }),
    ],
  }),
  deviceType({
    id: 'SMOKE_FAN',
    systemKey: 'fire.smoke_control',
    name: ['消防风机', 'Smoke-control fan'],
    symbol: 'fan',
    periodS: 60,
    properties: [runningTime, main(number('pressure_difference', ['余压', 'Pressure difference'], 'Pa', [0, 200], 1))],
    states: { auto: '自动', running: '运行', stopped: '停止', fault: '故障', manual: '手动' },
    events: [event('linkage_started', ['联动启动', 'Started by linkage'])],
    services: [
      service('start_smoke_control', ['启动排烟送风', 'Start smoke control'], 3),
      service('stop_smoke_control', ['停止排烟送风', 'Stop smoke control'], 3),
    ],
    alarms: [
      alarm('fan_fault', ['消防风机故障', 'Smoke-control fan fault'], 'important', inState('fault'), {
        onS: 10,
        response: responses.equipment,
        consequence: ['火灾时不能排烟', 'Smoke cannot be exhausted in a fire'],
      }),
    ],
  }),
  deviceType({
    id: 'TRANSFORMER',
    version: 2,
    systemKey: 'building_equipment.power_monitoring',
    name: ['变压器', 'Transformer'],
    symbol: 'transformer',
    periodS: 15,
    protocols: ['modbus_tcp', 'iec61850', 'bacnet_ip'],
    ours: ['active_power', 'normal', 'fault', 'reactive_load'],
    properties: [
      main(number('transformer_temperature', ['绕组温度', 'Winding temperature'], '℃', [-40, 200])),
      number('hv_voltage', ['高压侧电压', 'HV voltage'], 'kV', [0, 24], 2),
      number('hv_current', ['高压侧电流', 'HV current'], 'A', [0, 1000], 1),
      number('lv_voltage', ['低压侧电压', 'LV voltage'], 'V', [0, 600]),
      number('lv_current', ['低压侧电流', 'LV current'], 'A', [0, 5000]),
      count('power_factor', ['功率因数', 'Power factor'], [0, 1], 3),
      main(number('active_power', ['有功功率', 'Active power'], 'kW', [0, 4000])),
    ],
    states: { normal: '正常', fault: '故障' },
    services: [service('query_curve', ['查曲线', 'Query curve'], 0)],
    alarms: [
      alarm(
        'transformer_overtemperature',
        ['绕组温度高', 'Winding temperature high'],
        'important',
        above('transformer_temperature', 95, 5),
        {
          onS: 10,
          response: responses.electrical,
          consequence: ['绝缘老化，可能停电', 'Insulation ages and power may fail'],
        },
      ),
      alarm('hv_overvoltage', ['高压过压', 'HV overvoltage'], 'important', above('hv_voltage', 10.7, 0.2), {
        response: responses.electrical,
      }),
      alarm('hv_overcurrent', ['高压过流', 'HV overcurrent'], 'important', above('hv_current', 130, 10), {
        response: responses.electrical,
      }),
      alarm('lv_overvoltage', ['低压过压', 'LV overvoltage'], 'minor', above('lv_voltage', 428, 5)),
      // The grid charges for it below 0.9; with little load the factor says nothing.
      alarm(
        'reactive_load',
        ['带载功率因数低', 'Low power factor under load'],
        'notice',
        holds('power_factor < 0.85 && active_power > 200.0'),
        { onS: 300 },
      ),
      alarm('lv_overcurrent', ['低压过流', 'LV overcurrent'], 'important', above('lv_current', 2900, 150), {
        response: responses.electrical,
        consequence: ['开关跳闸，片区停电', 'The breaker trips and the area loses power'],
      }),
    ],
  }),
  deviceType({
    id: 'GENERATOR',
    systemKey: 'building_equipment.generator',
    name: ['发电机', 'Generator'],
    symbol: 'generator',
    periodS: 30,
    protocols: ['modbus_tcp', 'bacnet_ip'],
    ours: ['standby', 'query_state'],
    properties: [
      number('output_voltage', ['输出电压', 'Output voltage'], 'V', [0, 600]),
      number('output_current', ['输出电流', 'Output current'], 'A', [0, 4000]),
      main(number('output_power', ['输出功率', 'Output power'], 'kW', [0, 3000])),
      number('output_frequency', ['输出频率', 'Output frequency'], 'Hz', [0, 60], 1),
    ],
    states: { standby: '备用', running: '运行', stopped: '停止', fault: '故障' },
    services: [service('query_state', ['查询状态', 'Query state'], 0)],
    alarms: [
      alarm('generator_fault', ['发电机故障', 'Generator fault'], 'important', inState('fault'), {
        response: responses.electrical,
        consequence: ['停电时无应急电源', 'No emergency power in an outage'],
      }),
    ],
  }),
  deviceType({
    id: 'AIR_HANDLER',
    version: 3,
    systemKey: 'building_equipment.hvac',
    name: ['空调机组', 'Air handling unit'],
    symbol: 'fan',
    periodS: 60,
    protocols: ['bacnet_ip', 'modbus_tcp'],
    ours: [
      'fresh_air_humidity',
      'return_air_humidity',
      'mixed_air_humidity',
      'coil_air_humidity',
      'heating_air_temperature',
      'heating_air_humidity',
      'supply_air_setpoint',
      'filter_blocked',
      'freeze_protection',
      'supply_air_strays',
      'set_temperature',
      'set_valve',
    ],
    panel: [
      {
        name: ['室内与运行', 'Room and running'],
        properties: ['indoor_temperature', 'indoor_humidity', 'state', 'season'],
      },
      {
        name: ['空气温湿度', 'Air'],
        properties: [
          'fresh_air_temperature',
          'return_air_temperature',
          'mixed_air_temperature',
          'supply_air_temperature',
          'supply_air_setpoint',
          'fresh_air_humidity',
          'return_air_humidity',
          'mixed_air_humidity',
          'air_humidity',
        ],
      },
      {
        name: ['盘管后空气', 'Air after the coils'],
        properties: ['coil_air_temperature', 'coil_air_humidity', 'heating_air_temperature', 'heating_air_humidity'],
      },
      {
        name: ['阀位', 'Valves'],
        properties: [
          'fresh_valve',
          'exhaust_valve',
          'return_valve',
          'cooling_valve',
          'heating_valve',
          'humidify_valve',
        ],
      },
      {
        name: ['水与蒸汽', 'Water and steam'],
        properties: ['coil_water_temperature', 'coil_water_pressure', 'steam_temperature', 'steam_pressure'],
      },
      {
        name: ['风量与压差', 'Flow and pressure'],
        properties: ['fresh_air_flow', 'supply_air_flow', 'filter_pressure_difference', 'fan_pressure_difference'],
      },
    ],
    properties: [
      main(celsius('indoor_temperature', '室内温度', 'Indoor temperature')),
      number('indoor_humidity', ['室内湿度', 'Indoor humidity'], '%', [0, 100]),
      celsius('fresh_air_temperature', '新风温度', 'Fresh-air temperature'),
      celsius('return_air_temperature', '回风温度', 'Return-air temperature'),
      celsius('mixed_air_temperature', '混风温度', 'Mixed-air temperature'),
      celsius('supply_air_temperature', '送风温度', 'Supply-air temperature'),
      celsius('supply_air_setpoint', '送风设定', 'Supply-air set point'),
      number('air_humidity', ['送风湿度', 'Supply-air humidity'], '%', [0, 100]),
      humidity('fresh_air_humidity', '新风湿度', 'Fresh-air humidity'),
      humidity('return_air_humidity', '回风湿度', 'Return-air humidity'),
      humidity('mixed_air_humidity', '混风湿度', 'Mixed-air humidity'),
      celsius('coil_air_temperature', '表冷出风温度', 'Temperature after cooling coil'),
      humidity('coil_air_humidity', '表冷出风湿度', 'Humidity after cooling coil'),
      celsius('heating_air_temperature', '加热出风温度', 'Temperature after heating coil'),
      humidity('heating_air_humidity', '加热出风湿度', 'Humidity after heating coil'),
      valve('fresh_valve', '新风阀', 'Fresh-air valve'),
      valve('exhaust_valve', '排风阀', 'Exhaust valve'),
      valve('return_valve', '回风阀', 'Return-air valve'),
      valve('cooling_valve', '冷水阀', 'Cooling valve'),
      valve('heating_valve', '热水阀', 'Heating valve'),
      valve('humidify_valve', '加湿阀', 'Humidifier valve'),
      celsius('coil_water_temperature', '盘管水温', 'Coil water temperature'),
      number('coil_water_pressure', ['盘管水压', 'Coil water pressure'], 'MPa', [0, 2.5], 2),
      number('steam_temperature', ['蒸汽温度', 'Steam temperature'], '℃', [0, 250]),
      number('steam_pressure', ['蒸汽压力', 'Steam pressure'], 'MPa', [0, 2.5], 2),
      number('fresh_air_flow', ['新风量', 'Fresh-air flow'], 'm³/h', [0, 100000]),
      number('supply_air_flow', ['送风量', 'Supply-air flow'], 'm³/h', [0, 100000]),
      number('filter_pressure_difference', ['滤网压差', 'Filter pressure drop'], 'Pa', [0, 1000]),
      number('fan_pressure_difference', ['风机压差', 'Fan pressure rise'], 'Pa', [0, 2000]),
      choice('season', ['季节', 'Season'], {
        season_cooling: '供冷季',
        season_transition: '过渡季',
        season_heating: '供暖季',
      }),
    ],
    states: onOff,
    services: [
      start,
      stop,
      service('set_temperature', ['设温度', 'Set temperature'], 1, [
        parameter('temperature', ['温度', 'Temperature'], '℃', [16, 30]),
      ]),
      service('set_valve', ['设阀位', 'Set valve'], 1, [parameter('opening', ['开度', 'Opening'], '%', [0, 100])]),
      service('set_mode', ['设季节模式', 'Set season'], 1, [
        parameter('season', ['季节', 'Season'], undefined, [0, 2]),
      ]),
    ],
    alarms: [
      alarm('unit_fault', ['空调机组故障', 'Unit fault'], 'minor', inState('fault'), {
        onS: 10,
        design: { takesDown: ['air'], fallsWith: ['power'] },
      }),
      alarm('filter_blocked', ['滤网堵塞', 'Filter blocked'], 'notice', above('filter_pressure_difference', 300, 40), {
        onS: 120,
        silentIn: unitOff,
      }),
      alarm('freeze_protection', ['盘管防冻', 'Freeze protection'], 'minor', below('coil_air_temperature', 3, 2), {
        onS: 30,
      }),
      alarm(
        'supply_air_strays',
        ['送风温度偏离设定', 'Supply air strays from its set point'],
        'minor',
        strays('supply_air_temperature', 'supply_air_setpoint', 4, 1),
        { onS: 600, offS: 60, silentIn: unitOff, design: { fallsWith: ['power'] } },
      ),
    ],
  }),
  deviceType({
    id: 'CHILLER',
    version: 3,
    systemKey: 'building_equipment.chiller_heat_source',
    name: ['冷水机组', 'Chiller'],
    symbol: 'chiller',
    periodS: 30,
    protocols: ['bacnet_ip', 'modbus_tcp'],
    ours: ['supply_setpoint', 'load', 'inverter_frequency', 'standby', 'supply_strays', 'pump', 'role'],
    panel: [
      {
        name: ['水路', 'Water'],
        properties: [
          'supply_temperature',
          'return_temperature',
          'supply_setpoint',
          'supply_pressure',
          'return_pressure',
        ],
      },
      { name: ['运行', 'Running'], properties: ['state', 'load', 'inverter_frequency', 'pump', 'role'] },
    ],
    properties: [
      main(celsius('supply_temperature', '供水温度', 'Supply temperature')),
      main(celsius('return_temperature', '回水温度', 'Return temperature')),
      celsius('supply_setpoint', '供水设定', 'Supply set point'),
      number('supply_pressure', ['供水压力', 'Supply pressure'], 'MPa', [0, 2.5], 2),
      number('return_pressure', ['回水压力', 'Return pressure'], 'MPa', [0, 2.5], 2),
      number('load', ['负荷率', 'Load'], '%', [0, 110]),
      number('inverter_frequency', ['变频频率', 'Inverter frequency'], 'Hz', [0, 60], 1),
      choice('pump', ['冷冻泵', 'Chilled-water pump'], {
        pump_running: '运行',
        pump_stopped: '停止',
        pump_failed: '故障',
      }),
      choice('role', ['群控角色', 'Role in the group'], roles),
    ],
    states: { ...onOff, standby: '备用' },
    services: [
      start,
      stop,
      setSchedule,
      service('set_frequency', ['设频率', 'Set frequency'], 2, [
        parameter('frequency', ['频率', 'Frequency'], 'Hz', [20, 50]),
      ]),
      service('rotate_units', ['轮换机组', 'Rotate units'], 2),
      service('set_load', ['设负荷', 'Set load'], 2, [parameter('load', ['负荷', 'Load'], '%', [0, 100])]),
    ],
    alarms: [
      alarm('unit_fault', ['冷水机组故障', 'Chiller fault'], 'important', inState('fault'), {
        response: responses.equipment,
        consequence: ['片区供冷中断', 'The area loses cooling'],
      }),
      alarm('pump_fault', ['冷冻泵故障', 'Chilled-water pump fault'], 'minor', toldUntilCleared()),
      alarm(
        'supply_strays',
        ['供水温度偏离设定', 'Supply strays from its set point'],
        'minor',
        strays('supply_temperature', 'supply_setpoint', 2, 0.5),
        {
          onS: 900,
          offS: 60,
          silentIn: {
            states: ['stopped', 'fault', 'standby'],
            reason: ['机组未运行', 'The unit does not run'],
          },
        },
      ),
    ],
  }),
]
