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
  service,
  signal,
  told,
  toldUntilCleared,
  screenContent,
  words,
} from './build'
import { responses } from './responses'

/** White paper 4.2.11: people in the shopping streets, and the machines that guide them. */
const publish = service('publish_content', ['发布内容', 'Publish content'], 1, screenContent)
const setTime = service('set_time', ['设开关机时间', 'Set times'], 1, [
  parameter('hour', ['小时', 'Hour'], 'h', [0, 23]),
])

export const commerce = [
  deviceType({
    id: 'FLOW_COUNTER',
    systemKey: 'commerce.passenger_flow',
    name: ['客流计', 'Passenger counter'],
    symbol: 'camera',
    periodS: 20,
    protocols: ['rtsp', 'onvif', 'http_api'],
    ours: ['entering', 'leaving', 'online', 'offline', 'server_fault', 'export_report'],
    properties: [
      main(number('people_in_area', ['区内人数', 'People in the area'], '人', [0, 50000])),
      number('entering', ['进入', 'Entering'], '人/min', [0, 5000]),
      number('leaving', ['离开', 'Leaving'], '人/min', [0, 5000]),
      number('dwell_time', ['停留时间', 'Dwell time'], 'min', [0, 600]),
      count('visit_count', ['今日人次', 'Visits today'], [0, 1_000_000]),
    ],
    states: { online: '在线', offline: '离线', server_fault: '服务器故障' },
    services: [
      service('set_area_limit', ['设人数上限', 'Set limit'], 1, [
        parameter('people', ['人数', 'People'], '人', [1, 50000]),
      ]),
      service('set_control_list', ['设布控名单', 'Set control list'], 1),
      service('export_report', ['导出报表', 'Export report'], 0),
    ],
    alarms: [
      alarm(
        'area_people_limit',
        ['区内人数超限', 'Too many people in the area'],
        'important',
        above('people_in_area', 2500, 300),
        {
          isLifeSafety: true,
          type: 'crowd',
          onS: 10,
          offS: 60,
          response: responses.crowd,
          consequence: ['拥挤，可能踩踏', 'Crush, a stampede may follow'],
        },
      ),
      alarm('vip_arrived', ['贵宾到店', 'VIP arrived'], 'notice', told(), { type: 'other' }),
      alarm('blacklist_person', ['客流识别布控人员', 'Listed person seen'], 'important', told(), {
        type: 'security',
        response: responses.security,
      }),
      alarm('video_quality', ['客流图像质量差', 'Image quality poor'], 'notice', toldUntilCleared()),
    ],
  }),
  deviceType({
    id: 'GUIDE_ROBOT',
    version: 2,
    systemKey: 'commerce.guide_robot',
    name: ['导购机器人', 'Guide robot'],
    symbol: 'robot',
    periodS: 20,
    protocols: ['http_api', 'mqtt'],
    ours: [
      'speak',
      'battery',
      'position',
      'dialogs',
      'idle',
      'charging',
      'fault',
      'offline',
      'robot_fault',
      'sensor_fault',
      'go_to',
    ],
    properties: [
      main(battery()),
      number('position', ['沿线位置', 'Position along the street'], 'm', [0, 2000], 1),
      count('dialogs', ['今日对话', 'Dialogs today'], [0, 10000]),
    ],
    states: { idle: '空闲', guiding: '引导', charging: '充电', fault: '故障', offline: '离线' },
    services: [
      publish,
      service('set_language', ['设语言', 'Set language'], 1, [
        parameter('language', ['语言号', 'Language'], undefined, [0, 9]),
      ]),
      service('speak', ['说话', 'Speak'], 1, [words('words', ['要说的话', 'What to say'], 200)]),
      service('go_to', ['前往', 'Go to'], 1, [parameter('shop', ['铺位号', 'Shop'], undefined, [1, 999])]),
      setTime,
      service('power_off', ['关机', 'Power off'], 1),
    ],
    alarms: [
      alarm('robot_fault', ['导购机器人故障', 'Guide robot fault'], 'minor', inState('fault')),
      alarm('sensor_fault', ['导购机器人传感器故障', 'Guide robot sensor fault'], 'notice', toldUntilCleared()),
    ],
  }),
  deviceType({
    id: 'GUIDE_KIOSK',
    version: 3,
    systemKey: 'commerce.guide_kiosk',
    name: ['导购一体机', 'Guide kiosk'],
    symbol: 'server-room',
    periodS: 120,
    protocols: ['http_api', 'mqtt'],
    ours: ['signal', 'uptime', 'storage_free', 'terminal_offline', 'storage_full', 'screen_touched'],
    properties: [
      number('uptime', ['开机时长', 'Uptime'], 'h', [0, 100000]),
      main(count('operations', ['今日操作', 'Operations today'], [0, 100000])),
      number('storage_free', ['存储余量', 'Storage free'], '%', [0, 100]),
      signal(),
    ],
    states: { playing: '播放', on: '开机', off: '关机', offline: '离线' },
    events: [event('screen_touched', ['触屏', 'Screen touched'])],
    services: [
      publish,
      service('power_on', ['开机', 'Power on'], 1),
      service('power_off', ['关机', 'Power off'], 1),
      service('insert_play', ['插播', 'Insert a message'], 1, [
        parameter('message', ['预录号', 'Recorded message'], undefined, [1, 99]),
      ]),
      setTime,
    ],
    alarms: [
      alarm('terminal_offline', ['一体机离线', 'Kiosk offline'], 'notice', inState('offline'), { onS: 60 }),
      alarm('storage_full', ['一体机存储满', 'Storage full'], 'notice', below('storage_free', 5, 3), { onS: 60 }),
    ],
  }),
]
