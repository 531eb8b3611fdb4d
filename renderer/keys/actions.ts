import type { Right } from '../../domain/contract'
import { machineKeys } from '../../domain/keys/machineKeys'

export const actionGroups = ['alarm', 'dispatch', 'going', 'window', 'layout', 'display', 'machine'] as const
export type ActionGroup = (typeof actionGroups)[number]

export interface ActionDefinition {
  /**
   * Where it works: `everywhere` in every window of the console, whatever has the focus, text fields too (so it takes no key that types); `machine` whatever
   * program has the focus: main listens.
   */
  scope: 'everywhere' | 'machine'
  /** Its part of the sheet. */
  group: ActionGroup
  /** The keys it has unless the account gave it others, as `chordOf` names them. */
  keys: readonly string[]
  /** Right without which it does nothing. */
  right?: Right
  /** A held key does it again and again; all others act once a press, so that nothing is sent twice. */
  repeats?: true
  /** Offered in the palette as a command. */
  isCommand?: true
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
type Digit = (typeof digits)[number]

type More = Omit<ActionDefinition, 'scope' | 'group' | 'keys'>
const inGroup =
  (group: ActionGroup) =>
  (key: string, more: More = {}): ActionDefinition => ({ scope: 'everywhere', group, keys: [key], ...more })
const [alarm, dispatch, going, win] = [inGroup('alarm'), inGroup('dispatch'), inGroup('going'), inGroup('window')]

function numbered<G extends 'layout' | 'display'>(
  group: G,
  modifiers: string,
): Record<`${G}${Digit}`, ActionDefinition> {
  const rows = digits.map((digit) => [`${group}${digit}`, inGroup(group)(`${modifiers}+${digit}`)])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every digit has its row
  return Object.fromEntries(rows) as Record<`${G}${Digit}`, ActionDefinition>
}

/**
 * Everything a key can ask for, in the order of the sheet.
 *
 * @source guide/libraries.md §7, "Keys"
 */
export const actions = {
  alarms: alarm('F2', { isCommand: true }),
  silence: alarm('F3', { isCommand: true }),
  acknowledge: alarm('F4', { right: 'alarm.acknowledge', isCommand: true }),
  shelve: alarm('Shift+F4', { right: 'alarm.shelve', isCommand: true }),
  take: alarm('F5', { right: 'alarm.acknowledge', isCommand: true }),
  judge: alarm('Shift+F5', { right: 'alarm.acknowledge', isCommand: true }),
  comment: alarm('Ctrl+B', { right: 'alarm.acknowledge', isCommand: true }),
  outOfService: alarm('Ctrl+Shift+F4', { right: 'alarm.outOfService', isCommand: true }),
  nextAlarm: alarm('Ctrl+ArrowDown', { repeats: true }),
  previousAlarm: alarm('Ctrl+ArrowUp', { repeats: true }),
  incidents: dispatch('F8', { isCommand: true }),
  openIncident: dispatch('Shift+F8', { right: 'incident.manage', isCommand: true }),
  dispatch: dispatch('F9', { right: 'incident.dispatch', isCommand: true }),
  confirmProposal: dispatch('Ctrl+F9', { right: 'command.issueClass2', isCommand: true }),
  search: going('Ctrl+K'),
  locate: going('Ctrl+L', { isCommand: true }),
  nextPane: going('F6'),
  previousPane: going('Shift+F6'),
  nextDisplay: going('Ctrl+F6'),
  previousDisplay: going('Ctrl+Shift+F6'),
  help: win('F1', { isCommand: true }),
  fullScreen: win('F11', { isCommand: true }),
  maximise: win('Shift+F11', { isCommand: true }),
  larger: win('Ctrl+=', { repeats: true, isCommand: true }),
  smaller: win('Ctrl+-', { repeats: true, isCommand: true }),
  usualSize: win('Ctrl+0', { isCommand: true }),
  dim: win('Ctrl+D', { isCommand: true }),
  endLook: win('Ctrl+Shift+L', { isCommand: true }),
  ...numbered('layout', 'Ctrl'),
  ...numbered('display', 'Ctrl+Alt'),
  bringForward: { scope: 'machine', group: 'machine', keys: machineKeys.bringForward },
  silenceMachine: { scope: 'machine', group: 'machine', keys: machineKeys.silenceMachine },
} as const satisfies Record<string, ActionDefinition>

export type ActionId = keyof typeof actions

const isActionId = (id: string): id is ActionId => Object.hasOwn(actions, id)
export const actionIds: readonly ActionId[] = Object.keys(actions).filter(isActionId)
export const definitionOf = (id: ActionId): ActionDefinition => actions[id]

/** Keys that lists, the dispatch pane and the map keep for themselves while the focus is in them: the same as in every program, and not to be changed. */
export const fixedKeys = [
  { place: 'alarms', id: 'move', keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'] },
  { place: 'alarms', id: 'tick', keys: ['Space'] },
  { place: 'alarms', id: 'stretch', keys: ['Shift+ArrowUp', 'Shift+ArrowDown'] },
  { place: 'alarms', id: 'tickAll', keys: ['Ctrl+A'] },
  { place: 'alarms', id: 'locate', keys: ['Enter'] },
  { place: 'alarms', id: 'fold', keys: ['ArrowLeft'] },
  { place: 'dispatch', id: 'undo', keys: ['Escape'] },
  { place: 'map', id: 'back', keys: ['Escape'] },
] as const
