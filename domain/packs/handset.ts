import { alarm, battery, below, count, deviceType, event, main, position, service } from './build'
import { responses } from './responses'

/** What a person on duty carries: tells where he is, takes tasks and messages, gives receipts. Not a system of the catalogue but the means of 5.3. */
export const handset = [
  deviceType({
    id: 'HANDSET',
    systemKey: 'staff.handset',
    name: ['手持终端', 'Handset'],
    symbol: 'guard',
    periodS: 10,
    properties: [...position(), main(battery()), count('floor', ['楼层', 'Floor'], [-10, 200])],
    events: [event('receipt', ['回执', 'Receipt'])],
    services: [
      service('task', ['下发任务', 'Give a task'], 1),
      service('message', ['下发消息', 'Give a message'], 1),
      service('recall', ['召回', 'Recall'], 1),
    ],
    alarms: [
      alarm('battery_low', ['手持终端电量低', 'Handset battery low'], 'notice', below('battery', 15, 5), {
        onS: 60,
        response: responses.battery,
      }),
    ],
  }),
]
