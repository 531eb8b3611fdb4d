import { above, alarm, below, choice, deviceType, inState, main, number, parameter, position, service } from './build'
import { responses } from './responses'

/** White paper 4.2.12 and 5.1.6. The text leaves the limits to the user: PM2.5 as GB 3095 class II, noise as GB 3096 class 2 by day. */
/** A limit of its own for every value, which people set as their site needs it. */
const tooHigh = (property: string, name: readonly [zh: string, en: string], limit: number, deadband: number) =>
  alarm(`${property}_high`, name, 'notice', above(property, limit, deadband), {
    type: 'environment',
    onS: 120,
    offS: 60,
  })

export const environment = [
  deviceType({
    id: 'AIR_STATION',
    version: 2,
    systemKey: 'environment.monitoring',
    name: ['环境监测站', 'Environment station'],
    symbol: 'air-sensor',
    periodS: 20,
    protocols: ['hj212', 'modbus_rtu', 'mqtt'],
    ours: [
      'wind_speed',
      'normal',
      'exceeded',
      'offline',
      'strong_wind',
      'read_now',
      'surroundings',
      'oxygen_low',
      'temperature_high',
      'humidity_high',
      'pm10_high',
      'co_high',
      'air_flow_high',
      'rainfall_high',
    ],
    panel: [
      { name: ['空气质量', 'Air quality'], properties: ['pm25', 'pm10', 'co', 'oxygen', 'noise', 'state'] },
      { name: ['气象', 'Weather'], properties: ['temperature', 'humidity', 'rainfall', 'wind_speed', 'air_flow'] },
      { name: ['位置', 'Position'], properties: ['surroundings', 'lng', 'lat'] },
    ],
    properties: [
      main(number('temperature', ['气温', 'Air temperature'], '℃', [-40, 60], 1)),
      number('humidity', ['相对湿度', 'Relative humidity'], '%', [0, 100]),
      main(number('pm25', ['PM2.5', 'PM2.5'], 'µg/m³', [0, 1000])),
      number('pm10', ['PM10', 'PM10'], 'µg/m³', [0, 2000]),
      number('co', ['一氧化碳', 'CO'], 'mg/m³', [0, 100], 1),
      number('air_flow', ['风量', 'Air flow'], 'm³/h', [0, 100000]),
      number('rainfall', ['雨量', 'Rainfall'], 'mm', [0, 500], 1),
      ...position(),
      number('oxygen', ['氧气', 'Oxygen'], '%', [0, 30], 1),
      number('noise', ['噪声', 'Noise'], 'dB(A)', [0, 140], 1),
      number('wind_speed', ['风速', 'Wind speed'], 'm/s', [0, 80], 1),
      choice('surroundings', ['安装场所', 'Surroundings'], { outdoors: '户外', underground: '地下' }),
    ],
    states: { normal: '正常', exceeded: '超标', sensor_fault: '传感器故障', zeroing: '调零', offline: '离线' },
    services: [
      service('set_alarm_limit', ['设报警限', 'Set alarm limit'], 1, [
        parameter('pm25', ['PM2.5 限值', 'PM2.5 limit'], 'µg/m³', [0, 500]),
      ]),
      service('calibrate', ['校准', 'Calibrate'], 1),
      service('read_now', ['立即读数', 'Read now'], 0),
    ],
    alarms: [
      tooHigh('temperature', ['气温高', 'Air hot'], 40, 1),
      tooHigh('humidity', ['湿度高', 'Humidity high'], 98, 2),
      tooHigh('pm10', ['PM10 超标', 'PM10 above limit'], 150, 15),
      tooHigh('co', ['一氧化碳超标', 'CO above limit'], 10, 1),
      tooHigh('air_flow', ['风量过大', 'Air flow high'], 50000, 2000),
      tooHigh('rainfall', ['雨量大', 'Heavy rain'], 50, 5),
      alarm('oxygen_low', ['氧气低', 'Oxygen low'], 'important', below('oxygen', 19.5, 0.3), {
        type: 'environment',
        onS: 30,
        response: responses.environment,
        consequence: ['密闭处人员缺氧', 'People in closed places suffocate'],
      }),
      alarm('value_abnormal', ['噪声超标', 'Noise above limit'], 'notice', above('noise', 75, 4), {
        type: 'environment',
        onS: 120,
        offS: 60,
      }),
      alarm('value_exceeded', ['PM2.5 超标', 'PM2.5 above limit'], 'minor', above('pm25', 115, 10), {
        type: 'environment',
        onS: 120,
        offS: 60,
        response: responses.environment,
      }),
      alarm('sensor_fault', ['环境站传感器故障', 'Station sensor fault'], 'minor', inState('sensor_fault'), {
        onS: 30,
      }),
      alarm('strong_wind', ['大风', 'Strong wind'], 'important', above('wind_speed', 17.2, 2), {
        type: 'weather',
        onS: 30,
        offS: 300,
        response: [
          ['核对气象台预警', 'Check the weather warning'],
          ['停用高空作业和户外活动', 'Stop work at height and outdoor events'],
          ['派人加固棚架、广告牌', 'Send people to secure awnings and signs'],
        ],
        consequence: ['坠物伤人', 'Falling things hurt people'],
      }),
    ],
  }),
  deviceType({
    id: 'MIST_SPRAY',
    systemKey: 'environment.mist_spray',
    name: ['喷雾', 'Mist spray'],
    symbol: 'sprinkler',
    periodS: 120,
    protocols: ['modbus_rtu', 'mqtt'],
    ours: ['running_time', 'water_flow', 'stopped', 'fault'],
    properties: [
      number('running_time', ['运行时长', 'Running time'], 'h', [0, 100000], 1),
      main(number('water_flow', ['水流量', 'Water flow'], 'L/min', [0, 200], 1)),
    ],
    states: { stopped: '停止', running: '运行', fault: '故障' },
    services: [service('start', ['启动', 'Start'], 1), service('stop', ['停止', 'Stop'], 1)],
    alarms: [alarm('device_fault', ['喷雾故障', 'Mist spray fault'], 'minor', inState('fault'))],
  }),
  deviceType({
    id: 'SOIL_IRRIGATION',
    systemKey: 'environment.soil_irrigation',
    name: ['土壤与喷灌', 'Soil and irrigation'],
    symbol: 'valve',
    periodS: 120,
    protocols: ['mqtt', 'modbus_rtu', 'lora'],
    ours: ['valve_open', 'stopped', 'irrigating', 'fault', 'offline', 'soil_dry', 'device_fault'],
    properties: [
      main(number('soil_moisture', ['土壤湿度', 'Soil moisture'], '%', [0, 100])),
      number('soil_temperature', ['土壤温度', 'Soil temperature'], '℃', [-20, 60], 1),
      number('valve_open', ['阀门开度', 'Valve opening'], '%', [0, 100]),
    ],
    states: { stopped: '停止', irrigating: '喷灌', fault: '故障', offline: '离线' },
    services: [
      service('open_valve', ['开阀', 'Open valve'], 1),
      service('close_valve', ['关阀', 'Close valve'], 1),
      service('set_plan', ['设灌溉计划', 'Set plan'], 1, [parameter('plan', ['计划号', 'Plan'], undefined, [0, 99])]),
    ],
    alarms: [
      alarm('soil_dry', ['土壤偏干', 'Soil dry'], 'notice', below('soil_moisture', 12, 4), {
        type: 'environment',
        onS: 300,
      }),
      alarm('device_fault', ['喷灌故障', 'Irrigation fault'], 'minor', inState('fault')),
    ],
  }),
]
