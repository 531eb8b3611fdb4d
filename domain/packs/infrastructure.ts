import {
  above,
  alarm,
  below,
  count,
  deviceType,
  inState,
  main,
  number,
  service,
  signal,
  told,
  toldUntilCleared,
} from './build'
import { responses } from './responses'

/** White paper 4.2.13: what everything else hangs on. */
const queryState = service('query_state', ['查询状态', 'Query state'], 0)

export const infrastructure = [
  deviceType({
    id: 'CABLE_LINK',
    systemKey: 'infrastructure.cabling',
    name: ['主干链路', 'Backbone link'],
    symbol: 'server-room',
    periodS: 120,
    ours: ['connected', 'disconnected', 'link_down'],
    properties: [],
    states: { connected: '连通', disconnected: '断开' },
    alarms: [
      alarm('link_down', ['主干链路中断', 'Backbone link down'], 'important', inState('disconnected'), {
        response: responses.equipment,
        consequence: ['楼栋失联', 'The building is cut off'],
      }),
    ],
  }),
  deviceType({
    id: 'NETWORK_SWITCH',
    systemKey: 'infrastructure.computer_network',
    name: ['交换机', 'Network switch'],
    symbol: 'server-room',
    periodS: 60,
    protocols: ['snmp', 'syslog'],
    ours: [
      'port_speed',
      'port_use',
      'device_uptime',
      'up',
      'down',
      'degraded',
      'device_offline',
      'port_down',
      'security_event',
    ],
    properties: [
      number('port_speed', ['端口速率', 'Port speed'], 'Mbps', [0, 100000]),
      main(number('port_use', ['端口利用率', 'Port use'], '%', [0, 100], 1)),
      number('device_temperature', ['温度', 'Temperature'], '℃', [-20, 120]),
      number('device_uptime', ['运行时长', 'Uptime'], 'h', [0, 200000]),
    ],
    states: { up: '正常', down: '中断', degraded: '降级' },
    services: [
      service('query_ports', ['查端口', 'Query ports'], 0),
      service('set_mapping', ['设映射', 'Set mapping'], 2),
    ],
    alarms: [
      alarm('device_offline', ['交换机中断', 'Switch down'], 'important', inState('down'), {
        onS: 10,
        response: responses.equipment,
        consequence: ['下挂设备失联', 'Everything behind it is cut off'],
      }),
      alarm('port_down', ['端口中断', 'Port down'], 'notice', toldUntilCleared()),
      alarm('security_event', ['网络安全事件', 'Security event'], 'important', told(), {
        type: 'security',
        response: [
          ['看来源地址和端口', 'See source address and port'],
          ['隔离端口', 'Isolate the port'],
          ['通知网络管理员', 'Tell the network administrator'],
        ],
      }),
    ],
  }),
  deviceType({
    id: 'WIFI_AP',
    systemKey: 'infrastructure.wifi',
    name: ['无线接入点', 'Wi-Fi access point'],
    symbol: 'wifi',
    periodS: 120,
    protocols: ['snmp', 'http_api'],
    ours: ['clients', 'ap_load', 'signal', 'online', 'offline', 'ap_offline', 'restart_ap'],
    properties: [
      main(count('clients', ['终端数', 'Clients'], [0, 512])),
      number('ap_load', ['负荷', 'Load'], '%', [0, 100]),
      signal(),
    ],
    states: { online: '在线', offline: '离线' },
    services: [
      service('query_aps', ['查接入点', 'Query access points'], 0),
      service('restart_ap', ['重启', 'Restart'], 1),
    ],
    alarms: [alarm('ap_offline', ['接入点离线', 'Access point offline'], 'notice', inState('offline'), { onS: 60 })],
  }),
  deviceType({
    id: 'SERVER_ROOM',
    systemKey: 'infrastructure.data_center',
    name: ['数据机房', 'Data-centre room'],
    symbol: 'server-room',
    periodS: 15,
    protocols: ['snmp', 'modbus_tcp'],
    ours: [
      'ups_load',
      'ups_battery',
      'power_load',
      'gas_pressure',
      'normal',
      'on_battery',
      'temperature_high',
      'ups_fault',
      'power_failure',
      'water_leak',
      'door_open',
      'gas_low',
      'silence',
      'query_state',
    ],
    properties: [
      main(number('temperature', ['回风温度', 'Return-air temperature'], '℃', [0, 80], 1)),
      number('humidity', ['湿度', 'Humidity'], '%', [0, 100]),
      number('ups_load', ['UPS 负载', 'UPS load'], '%', [0, 120]),
      number('ups_battery', ['UPS 电池', 'UPS battery'], '%', [0, 100]),
      number('power_load', ['用电', 'Power'], 'kW', [0, 5000]),
      number('gas_pressure', ['气体灭火压力', 'Extinguishing-gas pressure'], 'MPa', [0, 20], 1),
    ],
    states: { normal: '正常', fault: '故障', fire_alarm: '火警', on_battery: '电池供电' },
    services: [service('silence', ['消音', 'Silence'], 1), queryState],
    alarms: [
      alarm('temperature_high', ['机房回风温度高', 'Room temperature high'], 'important', above('temperature', 27, 1), {
        onS: 30,
        offS: 60,
        response: responses.equipment,
        consequence: ['服务器过热停机', 'Servers overheat and stop'],
      }),
      alarm('ups_fault', ['UPS 故障', 'UPS fault'], 'important', inState('fault'), {
        response: responses.electrical,
        consequence: ['断电即停机', 'A power cut stops everything'],
      }),
      alarm('power_failure', ['机房市电中断', 'Mains lost'], 'urgent', inState('on_battery'), {
        onS: 0,
        response: responses.electrical,
        consequence: ['电池耗尽后全区失管', 'The district is blind once the batteries are empty'],
      }),
      alarm('water_leak', ['机房漏水', 'Water in the room'], 'important', toldUntilCleared(), {
        type: 'waterLeak',
        response: responses.waterSide,
      }),
      alarm('fire_alarm', ['机房火警', 'Fire in the room'], 'urgent', inState('fire_alarm'), {
        isLifeSafety: true,
        type: 'fire',
        onS: 0,
        response: responses.fire,
        consequence: ['设备烧毁', 'The equipment burns'],
      }),
      alarm('door_open', ['机房门打开', 'Room door open'], 'notice', toldUntilCleared(), { type: 'security' }),
      alarm('gas_low', ['灭火气体压力低', 'Extinguishing gas low'], 'minor', below('gas_pressure', 4, 0.3), {
        onS: 60,
      }),
    ],
  }),
]
