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
} from './build'
import { responses } from './responses'

/** White paper 4.2.2 and 5.1.2: feeder buses, the autonomous shuttle, and what the roads carry. */
export const transport = [
  deviceType({
    id: 'BUS',
    systemKey: 'transport.maas_bus',
    name: ['接驳公交', 'Feeder bus'],
    symbol: 'bus',
    periodS: 10,
    properties: [
      ...position(),
      main(number('vehicle_speed', ['车速', 'Speed'], 'km/h', [0, 120])),
      main(count('passengers', ['车上人数', 'Passengers'], [0, 120])),
      count('tickets_booked', ['预约票', 'Tickets booked'], [0, 5000]),
      count('coupon_used', ['用券', 'Coupons used'], [0, 5000]),
      number('carbon_saving', ['减碳', 'Carbon saved'], 'kg', [0, 10000], 1),
    ],
    states: { in_service: '运营', out_of_service: '停运', delayed: '晚点' },
    services: [
      service('push_line_information', ['推送线路信息', 'Push line information'], 1),
      service('issue_coupon', ['发券', 'Issue coupon'], 1),
    ],
    alarms: [
      alarm('vehicle_offline', ['车辆停运', 'Vehicle out of service'], 'notice', inState('out_of_service'), {
        type: 'traffic',
        onS: 600,
      }),
      alarm('delay', ['车辆晚点', 'Bus delayed'], 'notice', inState('delayed'), { type: 'traffic', onS: 60 }),
    ],
  }),
  deviceType({
    id: 'SHUTTLE',
    systemKey: 'transport.autonomous_bus',
    name: ['自动驾驶巴士', 'Autonomous shuttle'],
    symbol: 'bus',
    periodS: 10,
    properties: [
      ...position(),
      main(number('vehicle_speed', ['车速', 'Speed'], 'km/h', [0, 60])),
      main(battery()),
      count('passengers', ['车上人数', 'Passengers'], [0, 20]),
      count('passengers_per_day', ['今日客运', 'Passengers today'], [0, 5000]),
      number('response_time', ['响应时间', 'Response time'], 'min', [0, 60], 1),
      count('requests_waiting', ['等候请求', 'Requests waiting'], [0, 200]),
    ],
    states: { idle: '空闲', to_pickup: '接客途中', carrying: '载客', stopped: '停车', charging: '充电', fault: '故障' },
    services: [
      service('dispatch_request', ['派车', 'Dispatch'], 2),
      service('set_mode', ['设模式', 'Set mode'], 2, [parameter('mode', ['模式', 'Mode'], undefined, [0, 3])]),
      service('recall', ['召回', 'Recall'], 2),
    ],
    alarms: [
      alarm('vehicle_fault', ['巴士故障', 'Shuttle fault'], 'important', inState('fault'), {
        type: 'traffic',
        response: responses.traffic,
      }),
      alarm('low_battery', ['巴士电量低', 'Shuttle battery low'], 'minor', below('battery', 15, 5), {
        response: responses.battery,
      }),
      alarm('response_overdue', ['响应超时', 'Response overdue'], 'notice', above('response_time', 6, 1), {
        type: 'traffic',
        onS: 60,
      }),
    ],
  }),
  deviceType({
    id: 'ROAD_MONITOR',
    systemKey: 'transport.traffic_monitoring',
    name: ['道路监测', 'Road monitor'],
    symbol: 'camera',
    periodS: 30,
    properties: [
      main(count('congestion_index', ['拥堵指数', 'Congestion index'], [1, 10], 2)),
      main(number('vehicle_flow', ['车流量', 'Vehicle flow'], '辆/min', [0, 500])),
      number('people_flow', ['人流量', 'People flow'], '人/min', [0, 2000]),
      number('congestion_length', ['拥堵长度', 'Queue length'], 'm', [0, 5000]),
      number('congestion_time', ['拥堵时长', 'Congested for'], 'min', [0, 600]),
      number('pass_time', ['通过时间', 'Passing time'], 'min', [0, 120], 1),
    ],
    states: { free: '畅通', slow: '缓行', congested: '拥堵' },
    services: [service('show_congestion_video', ['看拥堵视频', 'Show congestion video'], 0)],
    alarms: [
      alarm('congestion', ['道路拥堵', 'Congestion'], 'minor', above('congestion_index', 4, 0.5), {
        type: 'traffic',
        onS: 60,
        offS: 60,
        response: responses.traffic,
      }),
      alarm(
        'abnormal_entrance',
        ['出入口异常', 'Entrance abnormal'],
        'important',
        above('congestion_length', 300, 50),
        {
          type: 'traffic',
          onS: 60,
          offS: 60,
          response: responses.traffic,
          consequence: ['排队溢出到城市道路', 'The queue spills onto the city road'],
        },
      ),
    ],
  }),
]
