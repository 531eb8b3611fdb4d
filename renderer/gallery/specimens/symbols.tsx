import { SeatRole } from '../../../domain/contract'
import symbols from '../../symbols/index.json'
import { Drawing, SystemIcon } from '../../widgets'
import type { Specimen } from '../Specimen'

export default {
  id: 'symbols',
  group: 'marks',
  shows: ['Drawing', 'SystemIcon'],
  states: {
    system: () => Object.keys(symbols.system).map((name) => <SystemIcon key={name} symbol={name} size={28} />),
    small: () => Object.keys(symbols.system).map((name) => <SystemIcon key={name} symbol={name} size={16} />),
    role: () => SeatRole.options.map((role) => <Drawing key={role} kind="role" name={role} size={24} />),
  },
} satisfies Specimen
