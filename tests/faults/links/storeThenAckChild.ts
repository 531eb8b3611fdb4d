import { appendFile, open } from 'node:fs/promises'
import { createMqttConnector } from '../../../connectors/mqtt/createMqttConnector'
import { createRecordingSink, createTestDirectory } from '../../../connectors/mqtt/testing'

// A seat that keeps ids of events in a file, to be killed at any moment. Its broken twin says "stored" before it is, as a handler of `on('message')` does.

const [url = '', file = '', manner = ''] = process.argv.slice(2)
/** Long enough for a kill to fall between hearing and storing. */
const diskMs = 15

async function store(ids: readonly string[]) {
  await new Promise((resolve) => setTimeout(resolve, diskMs))
  if (ids.length === 0) return
  await appendFile(file, ids.map((id) => `${id}\n`).join(''))
  const handle = await open(file, 'r+')
  await handle.sync()
  await handle.close()
}

let previous = Promise.resolve()
const sink = createRecordingSink((done) => {
  const ids = sink.events.splice(0).map(({ messageId }) => messageId ?? '')
  previous = previous.then(() => store(ids))
  if (manner === 'twin') return done()
  // oxlint-disable-next-line promise/no-callback-in-promise -- the sink's interface is a callback
  previous.then(() => done(), done)
})
const connector = createMqttConnector(
  { id: 'l1', url, clientId: 'l1-seat' },
  { directory: createTestDirectory(), sink, now: Date.now, random: () => 0 },
)
connector.onLink(({ state }) => process.stdout.write(`${state}\n`))
connector.start()
