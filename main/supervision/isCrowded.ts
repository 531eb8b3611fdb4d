import { cpus, loadavg } from 'node:os'

/** So many programs a processor want to run. */
const crowdedFrom = 2
const processors = cpus().length

/** Whether so much wants to run on this machine that a process may be late through no fault of its own. Never on Windows, which does not say. */
export const isCrowded = (): boolean => (loadavg()[0] ?? 0) > crowdedFrom * processors
