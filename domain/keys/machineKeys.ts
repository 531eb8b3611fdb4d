/** What can be asked for whatever program has the focus. */
export type MachineAction = 'bringForward' | 'silenceMachine'

/** First keys of the actions that work in the whole machine: main registers them at its start, before anybody has signed in. */
export const machineKeys = {
  bringForward: ['Ctrl+Alt+F12'],
  silenceMachine: ['Ctrl+Alt+F11'],
} as const satisfies Record<MachineAction, readonly string[]>

export const machineActions = ['bringForward', 'silenceMachine'] as const satisfies readonly MachineAction[]

/** Keys by action, as a window hands them to main. */
export type MachineKeys = Readonly<Record<MachineAction, readonly string[]>>
