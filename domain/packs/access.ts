import {
  alarm,
  count,
  deviceType,
  inState,
  main,
  number,
  parameter,
  service,
  told,
  toldUntilCleared,
  screenContent,
} from './build'
import { responses } from './responses'

/** White paper 4.2.6: doors, intercom, and who may go to which floor. */
export const access = [
  deviceType({
    id: 'DOOR',
    systemKey: 'access.door_access',
    name: ['门禁', 'Access door'],
    symbol: 'door',
    periodS: 60,
    protocols: ['http_api', 'wiegand', 'osdp'],
    ours: [
      'open_events',
      'locked',
      'unlocked',
      'door_closed',
      'door_open',
      'online',
      'offline',
      'door_forced',
      'door_held_open',
      'invalid_credential',
      'lock_door',
      'send_credentials',
    ],
    properties: [
      count('cards_stored', ['存卡数', 'Cards stored'], [0, 100000]),
      main(count('open_events', ['今日开门', 'Openings today'], [0, 100000])),
    ],
    states: {
      locked: '锁闭',
      unlocked: '未锁',
      door_closed: '门关',
      door_open: '门开',
      online: '在线',
      offline: '离线',
    },
    services: [
      service('open_door', ['开门', 'Open door'], 2),
      service('lock_door', ['锁门', 'Lock door'], 2),
      service('send_credentials', ['下发凭证', 'Send credentials'], 1),
      service('send_faces', ['下发人脸', 'Send faces'], 1),
      service('set_time_rule', ['设时间规则', 'Set time rule'], 1, [
        parameter('rule', ['规则号', 'Rule'], undefined, [0, 99]),
      ]),
    ],
    alarms: [
      alarm('door_forced', ['强行开门', 'Door forced'], 'important', toldUntilCleared(), {
        type: 'security',
        response: responses.security,
        consequence: ['有人闯入', 'Somebody has broken in'],
      }),
      alarm('door_held_open', ['门未关', 'Door held open'], 'minor', inState('door_open'), {
        type: 'security',
        onS: 120,
      }),
      alarm('device_fault', ['门禁故障', 'Door fault'], 'minor', toldUntilCleared()),
      alarm('invalid_credential', ['无效凭证', 'Invalid credential'], 'notice', told(), { type: 'security' }),
    ],
  }),
  deviceType({
    id: 'INTERCOM',
    version: 2,
    systemKey: 'access.video_intercom',
    name: ['可视对讲', 'Video intercom'],
    symbol: 'intercom',
    periodS: 120,
    protocols: ['sip', 'http_api', 'knx', 'zigbee'],
    ours: [
      'face_similarity',
      'call_duration',
      'idle',
      'calling',
      'talking',
      'armed',
      'disarmed',
      'offline',
      'call_missed',
      'answer_call',
    ],
    properties: [
      main(number('face_similarity', ['人脸相似度', 'Face similarity'], '%', [0, 100], 1)),
      number('call_duration', ['通话时长', 'Call duration'], 's', [0, 3600]),
    ],
    states: { idle: '空闲', calling: '呼叫', talking: '通话', armed: '布防', disarmed: '撤防', offline: '离线' },
    services: [
      service('answer_call', ['接听', 'Answer call'], 1),
      service('open_door', ['开门', 'Open door'], 2),
      service('call_lift', ['呼梯', 'Call lift'], 1),
      service('watch_camera', ['看摄像机', 'Watch camera'], 0),
      service('publish_message', ['发布消息', 'Publish message'], 1, screenContent),
      service('send_faces', ['下发人脸', 'Send faces'], 1),
    ],
    alarms: [
      alarm('gas_alarm', ['户内燃气报警', 'Gas alarm at home'], 'urgent', toldUntilCleared(), {
        isLifeSafety: true,
        type: 'fire',
        response: [
          ['电话联系住户，勿开关电器', 'Call the resident: touch no switch'],
          ['派人到户，关总阀', 'Send somebody to close the main valve'],
          ['浓度不降则疏散，呼 119', 'Evacuate and call 119 when it does not fall'],
        ],
        consequence: ['可能爆炸', 'May explode'],
        // Gas that was aired out comes back when its cause is not found.
        design: { isLatching: true },
      }),
      alarm('emergency_button', ['户内紧急求助', 'Emergency button at home'], 'urgent', toldUntilCleared(), {
        isLifeSafety: true,
        type: 'personalSafety',
        response: responses.help,
        consequence: ['住户得不到救助', 'The resident gets no help'],
      }),
      alarm('home_intrusion', ['户内入侵', 'Intrusion at home'], 'important', toldUntilCleared(), {
        type: 'security',
        response: responses.security,
      }),
      alarm('call_missed', ['呼叫未接', 'Call missed'], 'notice', told(), { type: 'other' }),
    ],
  }),
  deviceType({
    id: 'LIFT_CONTROL',
    systemKey: 'access.elevator_control',
    name: ['梯控', 'Lift access control'],
    symbol: 'lift',
    periodS: 60,
    protocols: ['modbus_rtu', 'http_api'],
    ours: ['normal', 'offline', 'free_mode_on', 'set_free_mode'],
    properties: [
      main(count('current_floor', ['当前层', 'Current floor'], [-10, 200])),
      count('opened_floor', ['开放层', 'Opened floor'], [-10, 200]),
    ],
    states: { normal: '正常', free_mode: '自由模式', fault: '故障', offline: '离线' },
    services: [
      service('call_lift', ['呼梯', 'Call lift'], 1, [parameter('floor', ['楼层', 'Floor'], undefined, [-10, 200])]),
      service('open_floor', ['开放楼层', 'Open floor'], 2, [
        parameter('floor', ['楼层', 'Floor'], undefined, [-10, 200]),
      ]),
      service('set_free_mode', ['设自由模式', 'Set free mode'], 3, [parameter('on', ['开', 'On'], undefined, [0, 1])]),
      service('set_rights', ['设权限', 'Set rights'], 1),
    ],
    alarms: [
      alarm('controller_fault', ['梯控故障', 'Lift control fault'], 'minor', inState('fault'), { onS: 10 }),
      alarm('free_mode_on', ['梯控自由模式', 'Free mode on'], 'notice', inState('free_mode'), {
        type: 'security',
        onS: 0,
      }),
    ],
  }),
]
