import {
  above,
  alarm,
  battery,
  below,
  count,
  deviceType,
  inState,
  main,
  number,
  parameter,
  position,
  service,
  told,
  toldUntilCleared,
} from './build'
import { responses } from './responses'

/** White paper 4.2.7: seeing, patrolling, calling for help. */
const openVideo = service('open_video', ['看视频', 'Open video'], 0)
const setRoute = service('set_route', ['设路线', 'Set route'], 1, [
  parameter('route', ['路线号', 'Route'], undefined, [1, 99]),
])

export const security = [
  deviceType({
    id: 'CAMERA',
    systemKey: 'security.video_surveillance',
    name: ['摄像机', 'Camera'],
    symbol: 'camera',
    periodS: 60,
    properties: [
      number('online_rate', ['今日在线率', 'Online today'], '%', [0, 100], 1),
      main(number('stream_bitrate', ['码率', 'Bit rate'], 'Mbps', [0, 50], 1)),
      number('storage_free', ['存储余量', 'Storage free'], '%', [0, 100]),
      count('image_grade', ['图像等级', 'Image grade'], [1, 5]),
    ],
    states: { recording: '录像', online: '在线', offline: '离线', armed: '布防', disarmed: '撤防', fault: '故障' },
    services: [
      service('ptz_move', ['云台', 'Pan and tilt'], 1, [
        parameter('pan', ['水平', 'Pan'], '°', [-180, 180]),
        parameter('tilt', ['俯仰', 'Tilt'], '°', [-90, 90]),
      ]),
      service('zoom', ['变倍', 'Zoom'], 1, [parameter('factor', ['倍数', 'Factor'], '×', [1, 40])]),
      service('snapshot', ['抓拍', 'Snapshot'], 0),
      service('start_recording', ['开始录像', 'Start recording'], 1),
      service('playback', ['回放', 'Playback'], 0),
      service('arm', ['布防', 'Arm'], 1),
      service('disarm', ['撤防', 'Disarm'], 2),
      service('set_stream', ['设码流', 'Set stream'], 1, [
        parameter('bitrate', ['码率', 'Bit rate'], 'Mbps', [0.1, 20]),
      ]),
      service('show_on_wall', ['上墙', 'Show on wall'], 0),
    ],
    alarms: [
      alarm('signal_lost', ['视频丢失', 'Video lost'], 'minor', inState('fault'), { type: 'security', onS: 10 }),
      alarm('image_abnormal', ['图像异常', 'Image abnormal'], 'minor', below('image_grade', 3, 0), { onS: 60 }),
      alarm('storage_fault', ['存储不足', 'Storage short'], 'minor', below('storage_free', 3, 2), { onS: 60 }),
      alarm('motion', ['移动侦测', 'Motion'], 'notice', told(), { type: 'security' }),
    ],
  }),
  deviceType({
    id: 'VIDEO_AI',
    systemKey: 'security.video_ai',
    name: ['视频 AI 分析', 'Video AI'],
    symbol: 'camera',
    periodS: 10,
    properties: [
      count('alarm_count', ['今日告警', 'Alarms today'], [0, 100000]),
      main(number('people_count', ['画面人数', 'People in view'], '人', [0, 20000])),
      number('server_load', ['服务器负荷', 'Server load'], '%', [0, 100]),
      count('streams_used', ['在用路数', 'Streams in use'], [0, 400]),
    ],
    states: { online: '在线', offline: '离线', algorithm_running: '算法运行' },
    services: [
      service('set_algorithm', ['设算法', 'Set algorithm'], 1, [
        parameter('algorithm', ['算法号', 'Algorithm'], undefined, [1, 40]),
      ]),
      service('set_area', ['设区域', 'Set area'], 1),
      service('set_absence_time', ['设离岗时限', 'Set absence time'], 1, [
        parameter('minutes', ['分钟', 'Minutes'], 'min', [1, 120]),
      ]),
      service('set_patrol_plan', ['设巡查计划', 'Set patrol plan'], 1),
      service('export_alarms', ['导出告警', 'Export alarms'], 0),
    ],
    alarms: [
      alarm('blacklist_person', ['黑名单人员', 'Listed person'], 'important', told(), {
        type: 'security',
        response: responses.security,
      }),
      alarm('boundary_crossing', ['周界越线', 'Boundary crossed'], 'important', toldUntilCleared(), {
        type: 'security',
        response: responses.security,
        consequence: ['有人进入禁区', 'Somebody enters a closed area'],
      }),
      alarm('climbing', ['翻越', 'Climbing'], 'important', toldUntilCleared(), {
        type: 'security',
        response: responses.security,
      }),
      alarm('off_duty', ['离岗', 'Post left'], 'minor', toldUntilCleared(), { type: 'security' }),
      alarm('crowd_gathering', ['人员聚集', 'Crowd gathering'], 'urgent', above('people_count', 800, 100), {
        isLifeSafety: true,
        type: 'crowd',
        onS: 5,
        offS: 60,
        response: responses.crowd,
        consequence: ['可能踩踏', 'A stampede may follow'],
      }),
      alarm('fall', ['有人跌倒', 'Person fell'], 'important', toldUntilCleared(), {
        type: 'personalSafety',
        response: responses.help,
      }),
      alarm('dangerous_area', ['进入危险区域', 'In a dangerous area'], 'important', toldUntilCleared(), {
        type: 'personalSafety',
        response: responses.security,
      }),
      alarm('vehicle_break_in', ['车辆闯入', 'Vehicle broke in'], 'important', toldUntilCleared(), {
        type: 'traffic',
        response: responses.traffic,
      }),
      alarm('entrance_congestion', ['出入口拥堵', 'Entrance congested'], 'minor', toldUntilCleared(), {
        type: 'traffic',
      }),
      alarm('ebike_in_lift', ['电动车进电梯', 'E-bike in lift'], 'important', toldUntilCleared(), {
        type: 'fire',
        response: [
          ['看轿厢画面，喊话劝离', 'Look into the car and speak to the rider'],
          ['停梯待劝离', 'Hold the lift until the bike is out'],
          ['派最近保安到首层', 'Send the nearest guard to the ground floor'],
        ],
        consequence: ['电池可能在轿厢或楼道起火', 'The battery may burn in the car or the corridor'],
      }),
      alarm('bin_overflow', ['画面垃圾满溢', 'Bin overflow on video'], 'notice', toldUntilCleared(), {
        type: 'environment',
      }),
      alarm('server_fault', ['AI 服务器故障', 'AI server fault'], 'minor', above('server_load', 97, 5), { onS: 60 }),
    ],
  }),
  deviceType({
    id: 'THROWING_CAMERA',
    systemKey: 'security.high_altitude_throwing',
    name: ['高空抛物监测', 'Falling-object camera'],
    symbol: 'camera',
    periodS: 60,
    properties: [main(count('throw_events', ['本月抛物', 'Throws this month'], [0, 10000]))],
    states: { online: '在线', offline: '离线' },
    services: [
      service('open_clip', ['看片段', 'Open clip'], 0),
      service('export_list', ['导出清单', 'Export list'], 0),
    ],
    alarms: [
      alarm('object_thrown', ['高空抛物', 'Object thrown'], 'important', told(), {
        isLifeSafety: true,
        type: 'personalSafety',
        response: [
          ['看轨迹片段，定楼层', 'Look at the clip: which floor'],
          ['查看有无人受伤', 'See whether somebody is hurt'],
          ['派保安封控落点并取证', 'Send a guard to close the spot and keep evidence'],
        ],
        consequence: ['砸伤行人', 'People are hit'],
      }),
    ],
  }),
  deviceType({
    id: 'DRONE',
    systemKey: 'security.drone',
    name: ['无人机', 'Drone'],
    symbol: 'drone',
    periodS: 5,
    properties: [
      main(battery()),
      ...position(),
      number('height', ['高度', 'Height'], 'm', [0, 2000]),
      number('speed', ['速度', 'Speed'], 'km/h', [0, 100]),
      number('climb_rate', ['升速', 'Climb rate'], 'm/s', [-10, 10], 1),
      number('wind_speed', ['风速', 'Wind speed'], 'm/s', [0, 60], 1),
    ],
    states: {
      parked: '停机',
      flying: '飞行',
      returning: '返航',
      safe_mode: '安全模式',
      fault: '故障',
      offline: '离线',
    },
    services: [
      setRoute,
      service('set_height', ['设高度', 'Set height'], 2, [parameter('height', ['高度', 'Height'], 'm', [10, 120])]),
      service('take_off', ['起飞', 'Take off'], 2),
      service('return_home', ['返航', 'Return home'], 2),
      service('zoom', ['变倍', 'Zoom'], 1, [parameter('factor', ['倍数', 'Factor'], '×', [1, 32])]),
      service('take_photo', ['拍照', 'Take photo'], 0),
      service('searchlight', ['探照灯', 'Searchlight'], 1, [parameter('on', ['开', 'On'], undefined, [0, 1])]),
      service('loudspeaker', ['喊话', 'Loudspeaker'], 3),
      service('night_light', ['夜航灯', 'Night light'], 1, [parameter('on', ['开', 'On'], undefined, [0, 1])]),
      service('set_parameters', ['设参数', 'Set parameters'], 2),
    ],
    alarms: [
      alarm('drone_abnormal', ['无人机异常', 'Drone abnormal'], 'important', inState('fault'), {
        response: responses.equipment,
        consequence: ['坠落伤人', 'It may fall on people'],
      }),
      alarm('low_battery', ['无人机电量低', 'Drone battery low'], 'minor', below('battery', 20, 5)),
      alarm('link_lost', ['图传中断', 'Link lost'], 'minor', inState('safe_mode')),
    ],
  }),
  deviceType({
    id: 'AR_GLASSES',
    systemKey: 'security.ar_glasses',
    name: ['AR 安保眼镜', 'AR glasses'],
    symbol: 'guard',
    periodS: 10,
    properties: [main(battery()), ...position()],
    states: { online: '在线', patrolling: '巡查', offline: '离线' },
    services: [
      service('set_control_list', ['设布控名单', 'Set control list'], 1),
      service('open_live_video', ['看实时视频', 'Open live video'], 0),
      service('replay', ['回放', 'Replay'], 0),
    ],
    alarms: [
      alarm('blacklist_person', ['眼镜识别布控人员', 'Listed person seen'], 'important', told(), {
        type: 'security',
        response: responses.security,
      }),
      alarm('blacklist_vehicle', ['眼镜识别布控车辆', 'Listed vehicle seen'], 'important', told(), {
        type: 'security',
        response: responses.security,
      }),
      alarm('low_battery', ['眼镜电量低', 'Glasses battery low'], 'notice', below('battery', 15, 5)),
    ],
  }),
  deviceType({
    id: 'RADIO',
    systemKey: 'security.wireless_intercom',
    name: ['无线对讲机', 'Two-way radio'],
    symbol: 'intercom',
    periodS: 60,
    properties: [
      main(battery()),
      ...position(),
      number('field_strength', ['场强', 'Field strength'], 'dBµV/m', [0, 120]),
      count('channel', ['信道', 'Channel'], [1, 64]),
    ],
    states: { online: '在线', talking: '通话', offline: '离线', outside_fence: '越界' },
    services: [
      service('group_call', ['组呼', 'Group call'], 1, [parameter('group', ['组号', 'Group'], undefined, [1, 64])]),
      service('single_call', ['单呼', 'Single call'], 1),
      service('send_picture', ['发图片', 'Send picture'], 1),
      service('send_video', ['发视频', 'Send video'], 1),
      service('set_fence', ['设围栏', 'Set fence'], 1, [parameter('radius', ['半径', 'Radius'], 'm', [10, 5000])]),
    ],
    alarms: [
      alarm('outside_fence', ['对讲机越界', 'Radio outside its fence'], 'notice', inState('outside_fence'), {
        type: 'security',
        onS: 60,
      }),
      alarm('low_battery', ['对讲机电量低', 'Radio battery low'], 'notice', below('battery', 10, 5)),
      alarm('repeater_fault', ['中继故障', 'Repeater fault'], 'minor', below('field_strength', 20, 5), { onS: 120 }),
    ],
  }),
  deviceType({
    id: 'ALARM_BUTTON',
    systemKey: 'security.emergency_alarm',
    name: ['一键报警', 'Emergency button'],
    symbol: 'manual-call-point',
    periodS: 60,
    properties: [
      number('response_time', ['响应时间', 'Response time'], 's', [0, 60], 1),
      main(count('alarm_count', ['本月报警', 'Alarms this month'], [0, 10000])),
    ],
    states: { armed: '布防', disarmed: '撤防', alarm: '报警', tamper: '防拆', fault: '故障', offline: '离线' },
    services: [
      service('arm', ['布防', 'Arm'], 1),
      service('disarm', ['撤防', 'Disarm'], 2),
      service('reset_alarm', ['复位', 'Reset alarm'], 2),
      service('self_test', ['自检', 'Self test'], 1),
    ],
    alarms: [
      alarm('help_button', ['紧急求助', 'Help button pressed'], 'urgent', inState('alarm'), {
        isLifeSafety: true,
        type: 'personalSafety',
        onS: 0,
        response: responses.help,
        consequence: ['求助人得不到救助', 'The person gets no help'],
      }),
      alarm('intrusion', ['入侵报警', 'Intrusion'], 'important', toldUntilCleared(), {
        type: 'security',
        response: responses.security,
      }),
      alarm('tamper', ['防拆报警', 'Tamper'], 'minor', inState('tamper'), { type: 'security', onS: 0 }),
      alarm('line_cut', ['线路剪断', 'Line cut'], 'important', toldUntilCleared(), {
        type: 'security',
        response: responses.security,
      }),
      alarm('device_fault', ['报警器故障', 'Button fault'], 'minor', inState('fault')),
    ],
  }),
  deviceType({
    id: 'LIFT_INTERCOM',
    systemKey: 'security.elevator_intercom',
    name: ['电梯五方通话', 'Lift intercom'],
    symbol: 'intercom',
    periodS: 60,
    properties: [main(number('call_duration', ['通话时长', 'Call duration'], 's', [0, 3600]))],
    states: { idle: '空闲', calling: '呼叫', talking: '通话', offline: '离线' },
    services: [
      service('answer_call', ['接听', 'Answer call'], 1),
      service('call_car', ['呼叫轿厢', 'Call the car'], 1),
      service('end_call', ['挂断', 'End call'], 1),
    ],
    alarms: [
      alarm('help_call', ['轿厢呼救', 'Help call from the car'], 'urgent', inState('calling'), {
        isLifeSafety: true,
        type: 'liftEntrapment',
        onS: 0,
        response: responses.liftTrapped,
        consequence: ['被困人恐慌或受伤', 'Passengers panic or are hurt'],
      }),
      alarm('line_fault', ['通话线路故障', 'Line fault'], 'minor', toldUntilCleared()),
    ],
  }),
  deviceType({
    id: 'PATROL_ROBOT',
    systemKey: 'security.patrol_robot',
    name: ['巡逻机器人', 'Patrol robot'],
    symbol: 'robot',
    periodS: 5,
    properties: [
      main(battery()),
      ...position(),
      number('body_temperature', ['机身温度', 'Body temperature'], '℃', [-20, 100], 1),
      number('task_progress', ['任务进度', 'Task progress'], '%', [0, 100]),
    ],
    states: { idle: '空闲', patrolling: '巡逻', charging: '充电', fault: '故障', offline: '离线' },
    services: [
      setRoute,
      service('start_patrol', ['开始巡逻', 'Start patrol'], 1),
      service('stop_patrol', ['停止巡逻', 'Stop patrol'], 1),
      openVideo,
    ],
    alarms: [
      alarm('blacklist_person', ['机器人识别布控人员', 'Listed person seen'], 'important', told(), {
        type: 'security',
        response: responses.security,
      }),
      alarm('abnormal_behaviour', ['异常行为', 'Abnormal behaviour'], 'important', told(), {
        type: 'security',
        response: responses.security,
      }),
      alarm('vehicle_hit', ['机器人被撞', 'Robot hit'], 'minor', toldUntilCleared(), { type: 'traffic' }),
      alarm('high_temperature', ['机器人温度高', 'Robot hot'], 'minor', above('body_temperature', 65, 5)),
      alarm('low_battery', ['机器人电量低', 'Robot battery low'], 'notice', below('battery', 12, 5)),
    ],
  }),
]
