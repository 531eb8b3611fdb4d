import type { SimDevice } from './Fleet'
import type { StoryStep } from './stories/Story'

/** Another device of the same type in the same building: of a group of units the one beside. */
export type Neighbour = Pick<SimDevice, 'id'>

/** What a service does: steps counted from the moment it is carried out, of the device itself unless a step names another. `undefined` input fields count as 0. */
export type Effect = (
  device: SimDevice,
  input: Readonly<Record<string, number>>,
  neighbour?: Neighbour,
) => readonly (Omit<StoryStep, 'device'> & { device?: string })[]

export const hold =
  (state: string): Effect =>
  () => [{ atS: 0, state }]
export const holdFor =
  (state: string, seconds: number): Effect =>
  () => [
    { atS: 0, state },
    { atS: seconds, release: ['state'] },
  ]
export const release =
  (...properties: string[]): Effect =>
  () => [{ atS: 0, release: properties }]
export const onOff = { start: hold('running'), stop: hold('stopped') }
