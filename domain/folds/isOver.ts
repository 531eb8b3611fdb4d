import type { StateKind, States } from './states'

const endStates: { readonly [K in StateKind]: (state: States[K]) => boolean } = {
  alarm: ({ state }) => state === 'returned',
  // Taken back it is told as long as others that are over: then the type's definition holds everywhere.
  alarmSetting: ({ values }) => Object.keys(values).length === 0,
  incident: ({ state }) => state !== 'open',
  planRun: ({ state }) => state === 'finished' || state === 'withdrawn',
  task: ({ state }) => state === 'done' || state === 'declined' || state === 'recalled' || state === 'withdrawn',
  command: ({ state }) => state !== 'awaiting' && state !== 'held' && state !== 'issued' && state !== 'sent',
  commandBatch: ({ state }) => state === 'ended',
  commandSchedule: ({ state }) => state === 'removed',
  codec: () => false,
  passThrough: () => false,
  graphic: () => false,
  graphicSymbol: () => false,
  // Delivered is enough: nobody waits for a message to be read.
  message: ({ state }) => state === 'delivered' || state === 'read' || state === 'withdrawn',
  account: () => false,
  conflict: ({ settled }) => settled !== undefined,
  lease: () => false,
  outOfService: ({ state }) => state === 'ended',
  setting: ({ value }) => value === null,
  soundTest: () => false,
  rule: () => false,
  ruleFiring: ({ isStanding, proposal }) => !isStanding && proposal?.state !== 'waiting',
  // A history that was away longer than others remember is corrected all the same.
  correction: () => false,
  forwardRoute: ({ isRemoved }) => isRemoved,
  // They carry the end of their time with them; nobody has to end them.
  show: () => true,
  look: () => true,
  device: () => false,
  deviceType: () => false,
  maker: ({ removed }) => removed !== undefined,
  organisation: ({ removed }) => removed !== undefined,
  deviceGroup: ({ removed }) => removed !== undefined,
  thirdPartySystem: ({ removed }) => removed !== undefined,
  grant: ({ removed }) => removed !== undefined,
  registryImport: ({ state }) => state === 'done',
  deviceKey: () => false,
  accessRule: () => false,
  activation: ({ used, withdrawn }) => used !== undefined || withdrawn !== undefined,
  certificate: () => false,
  intruder: ({ isForgotten }) => isForgotten,
  gap: ({ state }) => state === 'filled' || state === 'unfillable',
}

/** True when a subject asks nothing of anybody any more; it may leave the memory of the core some hours later. */
export const isOver = <K extends StateKind>(kind: K, state: States[K]): boolean => endStates[kind](state)
