import { LiveState } from '../../core/live/LiveState'
import { createTicker } from '../../core/live/Ticker'
import { loadDevices, samplesPerMessage, tell } from './reports'
import { serveWindows } from './serveWindows'

const messagesPerS = 20_000
const stepMs = 10

/** The live state alone under 20,000 messages a second, with the channel on it: what windows cost the core is the difference to having none. */
export async function runFanOut(): Promise<void> {
  const live = new LiveState(createTicker(), loadDevices * samplesPerMessage)
  const windowsUrl = await serveWindows(live)
  const startedAtMs = Date.now()
  let messages = 0
  setInterval(() => {
    const due = ((Date.now() - startedAtMs) / 1000) * messagesPerS
    for (; messages < due; messages++) {
      const first = (messages % loadDevices) * samplesPerMessage
      for (let i = 0; i < samplesPerMessage; i++) live.set(first + i, messages / 10, Date.now(), 0)
    }
    tell({ stored: messages, windowsUrl })
  }, stepMs)
  process.once('disconnect', () => process.exit(0))
}
