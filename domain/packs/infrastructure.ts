import {
  alarm,
  choice,
  count,
  deviceType,
  inState,
  main,
  number,
  parameter,
  service,
  signal,
  told,
  toldUntilCleared,
} from './build'
import { responses } from './responses'

/** White paper 4.2.13: what everything else hangs on. */
const queryState = service('query_state', ['查询状态', 'Query state'], 0)
const channel = (id: string, zh: string, en: string) => parameter(id, [zh, en], undefined, [1, 196])

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
        design: { takesDown: ['network'], fallsWith: ['power'] },
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
    version: 2,
    systemKey: 'infrastructure.wifi',
    name: ['无线接入点', 'Wi-Fi access point'],
    symbol: 'wifi',
    periodS: 120,
    protocols: ['snmp', 'http_api'],
    ours: [
      'clients',
      'ap_load',
      'signal',
      'online',
      'offline',
      'ap_offline',
      'restart_ap',
      'band',
      'bandwidth',
      'set_radio',
      'set_clients_limit',
    ],
    properties: [
      main(count('clients', ['终端数', 'Clients'], [0, 512])),
      number('ap_load', ['负荷', 'Load'], '%', [0, 100]),
      signal(),
      choice('band', ['频段', 'Band'], { band_2_4: '2.4 GHz', band_5: '5 GHz', dual_band: '双频' }),
      number('bandwidth', ['无线带宽', 'Bandwidth'], 'Mbps', [0, 10000]),
    ],
    states: { online: '在线', offline: '离线' },
    services: [
      service('query_aps', ['查接入点', 'Query access points'], 0),
      service('restart_ap', ['重启', 'Restart'], 1),
      service('set_radio', ['设信道与功率', 'Set channel and power'], 1, [
        channel('channel', '信道', 'Channel'),
        parameter('power', ['发射功率', 'Power'], 'dBm', [0, 30]),
      ]),
      service('set_clients_limit', ['设终端上限', 'Set limit of clients'], 1, [
        parameter('clients', ['终端数', 'Clients'], undefined, [1, 512]),
      ]),
    ],
    alarms: [alarm('ap_offline', ['接入点离线', 'Access point offline'], 'notice', inState('offline'), { onS: 60 })],
  }),
  deviceType({
    id: 'NETWORK_GUARD',
    systemKey: 'infrastructure.network_security',
    name: ['网络安全设备', 'Network security appliance'],
    symbol: 'server-room',
    periodS: 60,
    protocols: ['snmp', 'syslog'],
    ours: ['sessions', 'throughput', 'device_temperature', 'blocked_today', 'attack_blocked', 'device_offline'],
    properties: [
      choice('kind', ['种类', 'Kind'], { firewall: '防火墙', ips: '入侵防御', waf: 'Web 应用防火墙' }),
      main(count('sessions', ['会话数', 'Sessions'], [0, 10_000_000])),
      number('throughput', ['吞吐', 'Throughput'], 'Mbps', [0, 100000]),
      number('device_temperature', ['温度', 'Temperature'], '℃', [-20, 120]),
      count('blocked_today', ['今日拦截', 'Blocked today'], [0, 10_000_000]),
    ],
    states: { up: '正常', down: '中断', degraded: '降级' },
    services: [queryState],
    alarms: [
      alarm('device_offline', ['安全设备中断', 'Appliance down'], 'important', inState('down'), {
        onS: 10,
        response: responses.equipment,
        consequence: ['网络失去防护', 'The network is unguarded'],
        design: { fallsWith: ['power'] },
      }),
      alarm('attack_blocked', ['攻击被拦截', 'Attack blocked'], 'minor', told(), { type: 'security' }),
    ],
  }),
]
