import { setTimeout as wait } from 'node:timers/promises'
import type { Figure } from '../results'
import { startRole, type Subject } from '../Role'

const windows = 4
const rateHz = 10
const measureMs = 10_000
/** Until what runs has been compiled. */
const warmUpMs = 5_000

/** Goal 8: what four windows on all points cost the core and themselves, at 20,000 messages a second. */
export async function measureFanOut(): Promise<Figure[]> {
  const core = await startRole('fanOut', {})
  await wait(warmUpMs)
  const before = await cpuPerMillion(core, core)
  const clients = await startRole('windows', { url: core.windowsUrl, count: windows, rateHz })
  await wait(warmUpMs)
  const [busy, theirs] = await Promise.all([cpuPerMillion(core, core), cpuPerMillion(core, clients)])
  await clients.stop()
  await wait(warmUpMs)
  const after = await cpuPerMillion(core, core)
  await core.stop()
  const alone = (before + after) / 2
  const what = `${windows} windows on 60,000 points at ${rateHz} Hz, 20,000 msg/s`
  const unit = 's / 1 M messages'
  return [
    { goal: 8, what, subject: 'core', value: busy - alone, unit, target: '≤ 0.5' },
    { goal: 8, what, subject: 'each window, feed decode only', value: theirs / windows, unit, target: '≤ 0.15' },
  ]
}

async function cpuPerMillion(core: Subject, counted: Subject): Promise<number> {
  const before = { messages: core.stored, cpuS: counted.cpuS() }
  await wait(measureMs)
  return (counted.cpuS() - before.cpuS) / ((core.stored - before.messages) / 1e6)
}
