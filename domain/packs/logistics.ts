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
  position,
  service,
  toldUntilCleared,
} from './build'
import { responses } from './responses'

/** White paper 4.2.4: delivery robots and parcel lockers. */
export const logistics = [
  deviceType({
    id: 'DELIVERY_ROBOT',
    systemKey: 'logistics.delivery_robot',
    name: ['配送机器人', 'Delivery robot'],
    symbol: 'robot',
    periodS: 10,
    properties: [
      main(battery()),
      ...position(),
      number('speed', ['速度', 'Speed'], 'm/s', [0, 5], 1),
      number('slope', ['坡度', 'Slope'], '°', [-20, 20], 1),
      number('obstacle_height', ['障碍高度', 'Obstacle height'], 'mm', [0, 500]),
      number('range_left', ['剩余续航', 'Range left'], 'h', [0, 12], 1),
    ],
    states: {
      idle: '空闲',
      loading: '装货',
      delivering: '配送',
      waiting_lift: '等电梯',
      waiting_pickup: '等取件',
      returning: '返回',
      charging: '充电',
      fault: '故障',
    },
    services: [
      service('plan_route', ['规划路线', 'Plan route'], 1),
      service('assign_delivery', ['派送任务', 'Assign delivery'], 1, [
        parameter('order', ['单号', 'Order'], undefined, [1, 999999]),
      ]),
      service('recall', ['召回', 'Recall'], 1),
      service('open_video', ['看视频', 'Open video'], 0),
    ],
    alarms: [
      alarm('low_battery', ['配送机器人电量低', 'Robot battery low'], 'notice', below('battery', 12, 5)),
      alarm('device_fault', ['配送机器人故障', 'Robot fault'], 'minor', inState('fault')),
    ],
  }),
  deviceType({
    id: 'PARCEL_LOCKER',
    systemKey: 'logistics.parcel_locker',
    name: ['快递柜', 'Parcel locker'],
    symbol: 'parcel-locker',
    periodS: 120,
    properties: [
      main(count('cells_free', ['空格', 'Free cells'], [0, 200])),
      main(count('parcels_waiting', ['待取件', 'Parcels waiting'], [0, 200])),
      number('storage_time', ['最长存放', 'Longest storage'], 'h', [0, 720]),
      number('fee', ['今日费用', 'Fees today'], '元', [0, 10000], 1),
    ],
    states: { online: '在线', offline: '离线', cell_open: '格口开', cell_closed: '格口关', cell_fault: '格口故障' },
    events: [event('parcel_taken', ['取件', 'Parcel taken'])],
    services: [
      service('open_cell', ['开格口', 'Open cell'], 2, [parameter('cell', ['格口号', 'Cell'], undefined, [1, 200])]),
      service('publish_screen', ['发布屏幕', 'Publish to screen'], 1),
      service('set_charge_mode', ['设收费方式', 'Set charging mode'], 1, [
        parameter('mode', ['方式', 'Mode'], undefined, [0, 3]),
      ]),
    ],
    alarms: [
      alarm('cell_fault', ['格口故障', 'Cell fault'], 'minor', inState('cell_fault')),
      alarm('pry_alarm', ['快递柜撬动', 'Locker pried'], 'important', toldUntilCleared(), {
        type: 'security',
        response: responses.security,
        consequence: ['包裹被盗', 'Parcels are stolen'],
      }),
      alarm('pickup_overdue', ['包裹滞留', 'Pick-up overdue'], 'notice', above('storage_time', 168, 24), { onS: 60 }),
    ],
  }),
]
