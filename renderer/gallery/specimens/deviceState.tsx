import type { DeviceStateName } from '../../../domain/contract'
import { StateBadge, StateMark } from '../../widgets'
import type { Specimen } from '../Specimen'

const names = ['online', 'abnormal', 'offline', 'outOfService', 'unknown'] as const satisfies readonly DeviceStateName[]

export default {
  id: 'deviceState',
  group: 'marks',
  shows: ['StateBadge', 'StateMark'],
  states: {
    badge: () => names.map((state) => <StateBadge key={state} state={state} />),
    mark: () =>
      [...names, 'stale' as const, 'bad' as const].map((state) => <StateMark key={state} state={state} size={20} />),
    small: () =>
      [...names, 'stale' as const, 'bad' as const].map((state) => <StateMark key={state} state={state} size={12} />),
  },
} satisfies Specimen
