import {
  alarm,
  below,
  count,
  deviceType,
  inState,
  main,
  number,
  parameter,
  service,
  told,
  toldUntilCleared,
} from './build'
import { responses } from './responses'

/** White paper 4.2.1: 5G coverage and the lamp poles that carry it. Coverage limits are those of table 4.2.1.1. */
const rsrp = number('ss_rsrp', ['参考信号功率', 'SS-RSRP'], 'dBm', [-140, -40])
const queryStatus = service('query_status', ['查询状态', 'Query status'], 0)
const users = count('connected_users', ['在线用户', 'Connected users'], [0, 2000])
const lowSignal = alarm('low_signal', ['信号弱', 'Weak signal'], 'minor', below('ss_rsrp', -115, 3), {
  onS: 60,
  offS: 60,
})
const stationStates = { online: '在线', offline: '离线', fault: '故障' }

export const network5g = [
  deviceType({
    id: 'NR_MACRO',
    systemKey: 'network_5g.macro_station',
    name: ['5G 宏基站', '5G macro station'],
    symbol: 'wifi',
    periodS: 60,
    protocols: ['http_api', 'snmp'],
    ours: [
      'cell_load',
      'online',
      'offline',
      'fault',
      'low_signal',
      'coverage_below_standard',
      'station_offline',
      'query_status',
    ],
    panel: [
      { name: ['覆盖', 'Coverage'], properties: ['ss_rsrp', 'coverage_rate', 'connect_rate', 'site_spacing'] },
      { name: ['速率', 'Rates'], properties: ['dl_peak_rate', 'dl_mean_rate', 'ul_peak_rate', 'ul_mean_rate'] },
      { name: ['运行', 'Running'], properties: ['cell_load', 'state'] },
    ],
    properties: [
      main(rsrp),
      number('dl_peak_rate', ['下行峰值速率', 'Downlink peak rate'], 'Mbps', [0, 3000]),
      number('dl_mean_rate', ['下行平均速率', 'Downlink mean rate'], 'Mbps', [0, 3000]),
      number('ul_peak_rate', ['上行峰值速率', 'Uplink peak rate'], 'Mbps', [0, 1000]),
      number('ul_mean_rate', ['上行平均速率', 'Uplink mean rate'], 'Mbps', [0, 1000]),
      number('coverage_rate', ['覆盖率', 'Coverage'], '%', [0, 100], 1),
      number('connect_rate', ['接通率', 'Connection rate'], '%', [0, 100], 1),
      number('cell_load', ['小区负荷', 'Cell load'], '%', [0, 100]),
      number('site_spacing', ['站间距', 'Site spacing'], 'm', [0, 5000]),
    ],
    states: stationStates,
    services: [queryStatus],
    alarms: [
      lowSignal,
      alarm(
        'coverage_below_standard',
        ['覆盖率不达标', 'Coverage below standard'],
        'minor',
        below('coverage_rate', 95, 1),
        { onS: 300 },
      ),
      alarm('station_offline', ['基站退服', 'Station out of service'], 'important', inState('offline'), {
        onS: 30,
        response: responses.equipment,
      }),
    ],
  }),
  deviceType({
    id: 'NR_MICRO',
    systemKey: 'network_5g.micro_station',
    name: ['5G 微基站', '5G micro station'],
    symbol: 'wifi',
    periodS: 60,
    protocols: ['http_api', 'snmp'],
    ours: [
      'cell_load',
      'connected_users',
      'online',
      'offline',
      'fault',
      'low_signal',
      'station_offline',
      'query_status',
    ],
    properties: [main(rsrp), number('cell_load', ['小区负荷', 'Cell load'], '%', [0, 100]), users],
    states: stationStates,
    services: [queryStatus],
    alarms: [
      lowSignal,
      alarm('station_offline', ['微基站退服', 'Micro station out of service'], 'minor', inState('offline'), {
        onS: 30,
      }),
    ],
  }),
  deviceType({
    id: 'LAMP_POLE',
    systemKey: 'network_5g.smart_pole',
    name: ['智慧灯杆', 'Smart lamp pole'],
    symbol: 'light',
    periodS: 60,
    protocols: ['mqtt', 'sip', 'onvif', 'rtsp'],
    ours: [
      'lamp_power',
      'lamp_level',
      'wifi_clients',
      'lamp_on',
      'lamp_off',
      'screen_on',
      'screen_off',
      'calling',
      'online',
      'offline',
      'device_fault',
      'lamp_dim',
      'answer_call',
      'open_camera',
    ],
    panel: [
      { name: ['环境', 'Surroundings'], properties: ['sound_level', 'air_pollution', 'temperature', 'humidity'] },
      { name: ['灯', 'Lamp'], properties: ['lamp_power', 'lamp_level', 'state'] },
      {
        name: ['人车与网络', 'People, vehicles, network'],
        properties: ['people_flow', 'vehicle_flow', 'wifi_clients'],
      },
    ],
    properties: [
      main(number('sound_level', ['声级', 'Sound level'], 'dB(A)', [0, 140], 1)),
      number('air_pollution', ['PM2.5', 'PM2.5'], 'µg/m³', [0, 1000]),
      number('temperature', ['气温', 'Air temperature'], '℃', [-40, 60], 1),
      number('humidity', ['相对湿度', 'Relative humidity'], '%', [0, 100]),
      number('lamp_power', ['灯具功率', 'Lamp power'], 'W', [0, 600]),
      main(number('lamp_level', ['灯具亮度', 'Lamp level'], '%', [0, 100])),
      count('wifi_clients', ['Wi-Fi 终端', 'Wi-Fi clients'], [0, 500]),
      number('people_flow', ['人流量', 'People flow'], '人/min', [0, 1000]),
      number('vehicle_flow', ['车流量', 'Vehicle flow'], '辆/min', [0, 500]),
    ],
    states: {
      lamp_on: '亮灯',
      lamp_off: '灭灯',
      screen_on: '屏幕开',
      screen_off: '屏幕关',
      calling: '呼叫中',
      online: '在线',
      offline: '离线',
    },
    services: [
      service('lamp_switch', ['开关灯', 'Switch lamp'], 1, [parameter('on', ['开', 'On'], undefined, [0, 1])]),
      service('lamp_dim', ['调光', 'Dim lamp'], 1, [parameter('level', ['亮度', 'Level'], '%', [0, 100])]),
      service('group_control', ['分组控制', 'Group control'], 1, [
        parameter('group', ['组号', 'Group'], undefined, [0, 999]),
      ]),
      service('publish_screen', ['发布屏幕', 'Publish to screen'], 1),
      service('broadcast', ['喊话', 'Broadcast'], 3, [
        parameter('message', ['预录号', 'Recorded message'], undefined, [1, 99]),
      ]),
      service('answer_call', ['接听', 'Answer call'], 1),
      service('open_camera', ['打开摄像机', 'Open camera'], 0),
    ],
    alarms: [
      alarm('emergency_call', ['灯杆紧急呼叫', 'Emergency call'], 'urgent', toldUntilCleared(), {
        isLifeSafety: true,
        type: 'personalSafety',
        response: responses.help,
        consequence: ['求助人无人应答', 'The caller gets no answer'],
      }),
      alarm('abnormal_event_video', ['视频异常事件', 'Abnormal event on video'], 'important', told(), {
        type: 'security',
        response: responses.security,
      }),
      alarm('device_fault', ['灯杆故障', 'Pole fault'], 'minor', toldUntilCleared()),
    ],
  }),
  deviceType({
    id: 'NR_INDOOR',
    systemKey: 'network_5g.indoor_distribution',
    name: ['5G 室分单元', '5G indoor unit'],
    symbol: 'wifi',
    periodS: 60,
    protocols: ['http_api', 'snmp'],
    ours: ['unit_load', 'connected_users', 'online', 'offline', 'fault', 'unit_offline', 'low_signal', 'query_status'],
    properties: [main(rsrp), number('unit_load', ['单元负荷', 'Unit load'], '%', [0, 100]), users],
    states: stationStates,
    services: [queryStatus],
    alarms: [
      alarm('unit_offline', ['室分单元退服', 'Indoor unit out of service'], 'minor', inState('offline'), { onS: 30 }),
      lowSignal,
      alarm('outdoor_interference', ['室外信号干扰', 'Interference from outdoors'], 'notice', toldUntilCleared()),
    ],
  }),
]
