import { AlarmPriority, type AlarmStateName } from '../../../domain/contract'
import { Sign } from '../../widgets'
import type { Specimen } from '../Specimen'

function All({ state, size = 28 }: { state?: AlarmStateName; size?: number }) {
  return AlarmPriority.options.map((priority) => <Sign key={priority} priority={priority} state={state} size={size} />)
}

export default {
  id: 'sign',
  group: 'marks',
  shows: ['Sign'],
  states: {
    unacknowledged: () => <All state="unacknowledged" />,
    acknowledged: () => <All state="acknowledged" />,
    returnedUnacknowledged: () => <All state="returnedUnacknowledged" />,
    returned: () => <All state="returned" />,
    small: () => <All size={14} />,
    row: () => <All size={18} />,
  },
} satisfies Specimen
