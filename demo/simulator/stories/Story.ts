/** One thing that happens in a story, so many seconds after it began. Properties and states go by their ids; a state is named by its key. */
export interface StoryStep {
  atS: number
  device: string
  /** Held until released. */
  set?: Readonly<Record<string, number>>
  state?: string
  /** From where it is to a value, evenly. */
  ramp?: Readonly<Record<string, { to: number; overS: number }>>
  event?: { id: string; output: Readonly<Record<string, string | number | boolean>> }
  /** Back to its ordinary course. */
  release?: readonly string[]
}

/** An incident that the site can play. */
export interface Story {
  name: string
  /** Device that stands where it happens: people sent there have been sent to it. */
  at: string
  steps: readonly StoryStep[]
  /** What happens once those sent are done, counted from then. */
  settle: readonly StoryStep[]
}
