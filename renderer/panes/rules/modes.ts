/** What can be done with a rule, in the order in which it is done. */
export const modes = ['edit', 'dryRun', 'backTest', 'simulation', 'decisions', 'switches', 'versions'] as const
export type Mode = (typeof modes)[number]
