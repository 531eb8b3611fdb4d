import { z } from 'zod'
import { startSimulator } from '../../tests/e2e/console'
import type { BenchDesk } from './startDesk'
import { wait } from './wait'

const Report = z.object({ params: z.record(z.string(), z.unknown()) })
const everyReport = '/sys/+/+/thing/event/property/post'
const trialRate = 400
const trialMessages = 600
/** A busy machine is slow to start the site. */
const trialPatienceMs = 60_000

/** How many samples a message of the simulated site carries, counted at the broker. */
async function samplesPerMessage({ console, site }: BenchDesk): Promise<number> {
  let messages = 0
  let samples = 0
  const count = (_topic: string, bytes: Buffer) => {
    messages += 1
    samples += Object.keys(Report.parse(JSON.parse(bytes.toString())).params).length
  }
  site.on('message', count)
  await site.subscribeAsync(everyReport)
  const trial = startSimulator(console.brokerPort, ['--script', 'none', '--rate', String(trialRate)])
  const end = Date.now() + trialPatienceMs
  while (messages < trialMessages && Date.now() < end) await wait(200)
  await trial.stop()
  await site.unsubscribeAsync(everyReport)
  site.off('message', count)
  if (messages === 0) throw new Error('the simulated site sent nothing')
  return samples / messages
}

/** The simulated site on a quiet day, as its own process, at a rate of samples. @returns what stops it */
export async function startLoad(desk: BenchDesk, samplesPerS: number): Promise<() => Promise<void>> {
  const rate = Math.round(samplesPerS / (await samplesPerMessage(desk)))
  const { stop } = startSimulator(desk.console.brokerPort, ['--script', 'none', '--rate', String(rate)])
  return stop
}
