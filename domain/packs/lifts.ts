import { alarm, choice, count, deviceType, inState, main, number, service, words } from './build'
import { maintenanceDone, maintenanceDue, runningTime, sinceService } from './plantForms'
import { responses } from './responses'

/** White paper 4.2.9.2 (7): lifts and escalators are watched, not driven: what runs people is started and stopped on the spot. */
export const lifts = [
  deviceType({
    id: 'LIFT',
    version: 3,
    systemKey: 'building_equipment.elevator_monitoring',
    name: ['电梯', 'Lift'],
    symbol: 'lift',
    periodS: 15,
    protocols: ['bacnet_ip', 'modbus_tcp', 'http_api'],
    ours: [
      'kind',
      'hours_since_service',
      'maintenance_done',
      'maintenance_due',
      'in_service',
      'query_state',
      'recall_to_ground',
      'end_recall',
      'hold_door',
      'announce',
    ],
    properties: [
      main(count('current_floor', ['当前层', 'Current floor'], [-10, 200])),
      choice('direction', ['运行方向', 'Direction'], { stopped: '停梯', going_up: '上行', going_down: '下行' }),
      choice('door', ['门状态', 'Door'], { door_closed: '门关', door_open: '门开' }),
      runningTime,
      count('total_floors', ['停靠层数', 'Floors served'], [1, 210]),
      choice('kind', ['梯种', 'Kind'], { passenger: '普通客梯', sightseeing: '观光梯', goods: '货梯' }),
      sinceService,
    ],
    states: {
      in_service: '正常运行',
      fault: '故障',
      fire_recall: '消防迫降',
      emergency_call: '紧急呼叫',
    },
    services: [
      service('query_state', ['查询状态', 'Query state'], 0),
      service('recall_to_ground', ['迫降首层', 'Recall to ground floor'], 3),
      service('end_recall', ['解除迫降', 'End recall'], 3),
      service('hold_door', ['保持开门', 'Hold the door open'], 1),
      service('announce', ['轿厢播音', 'Announce in the car'], 1, [words('words', ['播音内容', 'What to say'], 200)]),
      maintenanceDone,
    ],
    alarms: [
      maintenanceDue(1500),
      alarm('lift_fault', ['电梯故障', 'Lift fault'], 'important', inState('fault'), {
        type: 'liftEntrapment',
        onS: 10,
        response: responses.liftTrapped,
        consequence: ['可能有人被困', 'People may be trapped'],
      }),
      alarm('emergency_call', ['电梯紧急呼叫', 'Emergency call from lift'], 'urgent', inState('emergency_call'), {
        isLifeSafety: true,
        type: 'liftEntrapment',
        onS: 0,
        response: responses.liftTrapped,
        consequence: ['被困人恐慌或受伤', 'Passengers panic or are hurt'],
      }),
      alarm('fire_recall', ['电梯消防迫降', 'Fire recall'], 'notice', inState('fire_recall'), { type: 'fire', onS: 0 }),
    ],
  }),
  deviceType({
    id: 'ESCALATOR',
    systemKey: 'building_equipment.escalator',
    name: ['自动扶梯', 'Escalator'],
    symbol: 'lift',
    periodS: 30,
    protocols: ['bacnet_ip', 'modbus_tcp'],
    ours: ['speed', 'emergency_stop', 'handrail_strays', 'hours_since_service', 'maintenance_done', 'maintenance_due'],
    properties: [
      main(number('speed', ['速度', 'Speed'], 'm/s', [0, 1], 2)),
      choice('direction', ['运行方向', 'Direction'], { stopped: '停梯', going_up: '上行', going_down: '下行' }),
      number('handrail_speed', ['扶手速度', 'Handrail speed'], 'm/s', [0, 1], 2),
      runningTime,
      sinceService,
    ],
    states: { in_service: '正常运行', stopped: '停止', fault: '故障', emergency_stop: '急停' },
    services: [service('query_state', ['查询状态', 'Query state'], 0), maintenanceDone],
    alarms: [
      alarm('escalator_fault', ['扶梯故障', 'Escalator fault'], 'important', inState('fault'), {
        onS: 10,
        response: responses.equipment,
        consequence: ['人员在梯上受阻', 'People are stuck on it'],
      }),
      alarm('emergency_stop', ['扶梯急停', 'Escalator emergency stop'], 'urgent', inState('emergency_stop'), {
        isLifeSafety: true,
        type: 'personalSafety',
        onS: 0,
        response: [
          ['看扶梯摄像机：有无跌倒、夹人', 'Look at its camera: did somebody fall, is somebody caught?'],
          ['派最近保安到场，封闭上下口', 'Send the nearest guard, close both ends'],
          ['有伤者呼 120，夹人呼 119', 'Call 120 for the hurt, 119 when somebody is caught'],
        ],
        consequence: ['乘客跌倒、被夹', 'Passengers fall or are caught'],
      }),
      // A handrail that runs slower than the steps pulls people over (GB 16899: up to 2 % faster, none slower).
      alarm(
        'handrail_strays',
        ['扶手与梯级不同步', 'Handrail out of step'],
        'important',
        { kind: 'deviation', property: 'handrail_speed', from: { property: 'speed' }, limit: 0.05, deadband: 0.02 },
        { onS: 5, response: responses.equipment, consequence: ['乘客后仰跌倒', 'Passengers are pulled over'] },
      ),
      maintenanceDue(3000),
    ],
  }),
]
