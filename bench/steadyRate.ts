import { setTimeout as wait } from 'node:timers/promises'
import type { Role, Subject } from './Role'
import { samplesPerMessage } from './roles/reports'

/** Nothing stored for so long: the rest is lost. A disk under load may stall a commit for seconds. */
const giveUpMs = 10_000

/** Something that stores, and who publishes to it; messages that it may have published by now. */
export interface Fed {
  readonly subject: Subject
  readonly load: Pick<Role, 'send'>
  readonly allowed: number
}

export interface Steady {
  cpuS: number
  samples: number
  /** Messages sent that were never stored. */
  missing: number
}

/** Publishes at a rate (messages a second) for some time (ms), until all of it is stored: CPU and samples of that. Begin when what was sent before is stored. */
export async function steadyRate({ subject, load, allowed: from }: Fed, perS: number, ms: number): Promise<Steady> {
  const before = { stored: subject.stored, cpuS: subject.cpuS(), atMs: performance.now() }
  let allowed = from
  const timer = setInterval(() => {
    allowed = from + Math.floor(((performance.now() - before.atMs) / 1000) * perS)
    load.send({ allow: allowed })
  }, 10)
  await wait(ms)
  clearInterval(timer)
  await untilStored(subject, allowed)
  return {
    cpuS: subject.cpuS() - before.cpuS,
    samples: (subject.stored - before.stored) * samplesPerMessage,
    missing: allowed - subject.stored,
  }
}

/** CPU seconds for a million samples, of several at once. */
export const cpuPerMillion = (...all: readonly Steady[]): number =>
  all.reduce((sum, { cpuS }) => sum + cpuS, 0) / (all.reduce((sum, { samples }) => sum + samples, 0) / 1e6)

/** Waits until all messages are stored, or nothing more comes. */
export async function untilStored(subject: Subject, messages: number): Promise<void> {
  let stored = -1
  let progressAtMs = performance.now()
  while (subject.stored < messages && performance.now() - progressAtMs < giveUpMs) {
    if (subject.stored !== stored) progressAtMs = performance.now()
    stored = subject.stored
    await wait(20)
  }
}
