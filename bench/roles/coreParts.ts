import { createMqttConnector } from '../../connectors/mqtt/createMqttConnector'
import type { DeviceSlot, SiteDirectory, SiteSink } from '../../connectors/site'
import { openHistory } from '../../core/history/History'
import { historyMigrations } from '../../core/history/HistoryStore'
import { LiveState } from '../../core/live/LiveState'
import { createTicker } from '../../core/live/Ticker'
import { openDatabase } from '../../core/store/openDatabase'
import { DeviceId } from '../../domain/contract'
import { benchType } from '../benchDistrict'
import { SubjectOptions } from './bareStack'
import { loadDevices, loadProductKey, samplesPerMessage, tell } from './reports'
import { serveWindows } from './serveWindows'

const reportMs = 50

function benchDirectory(): { directory: SiteDirectory; points: { deviceId: DeviceId; property: string }[] } {
  const slots = new Map<string, DeviceSlot>()
  const points: { deviceId: DeviceId; property: string }[] = []
  for (let index = 0; index < loadDevices; index++) {
    const id = DeviceId.parse(`d${index}`)
    const properties = new Map(
      benchType.properties.map((property) => {
        points.push({ deviceId: id, property: property.id })
        return [property.id, { point: points.length - 1, property }]
      }),
    )
    slots.set(id, { index, id, type: benchType, properties, events: new Map(), services: new Map() })
  }
  return {
    directory: {
      findDevice: (key, device) => (key === loadProductKey ? slots.get(device) : undefined),
      hasType: (key) => key === loadProductKey,
    },
    points,
  }
}

/** Our own path without business: the real connector with all its checks, live state with windows on it, history with sealing. */
export async function runCoreParts(given: unknown): Promise<void> {
  const { url, folder } = SubjectOptions.parse(given)
  const { directory, points } = benchDirectory()
  const store = await openDatabase({
    file: `${folder}/history.db`,
    migrations: historyMigrations,
    now: Date.now,
    isCheckedAtOpen: true,
  })
  const history = await openHistory(store, Date.now, (error) => console.error(error))
  await history.bindPoints(points)
  const live = new LiveState(createTicker(), points.length)
  const windowsUrl = await serveWindows(live)
  let taken = 0
  let refused = 0
  const sink: SiteSink = {
    sample(point, value, sourceAtMs, quality) {
      taken++
      live.set(point, value, sourceAtMs, quality)
      history.append(point, value, sourceAtMs, quality)
    },
    heard: () => undefined,
    lost: () => undefined,
    event: () => undefined,
    receipt: () => undefined,
    answer: () => undefined,
    refused: (refusal) => {
      if (refused++ === 0) console.error(refusal)
    },
    numbered: () => undefined,
    whenStored: (done) => history.whenStored(done),
  }
  const connector = createMqttConnector(
    { id: 'bench', url, clientId: 'bench-core', cleanSession: true },
    { directory, sink, now: Date.now, random: () => 0.5 },
  )
  const report = (): void => {
    const samples = taken
    history.whenStored((error) => {
      if (!error) tell({ stored: Math.floor(samples / samplesPerMessage), windowsUrl })
      setTimeout(report, reportMs)
    })
  }
  connector.onLink((link) => {
    if (link.state === 'up') report()
  })
  connector.start()
  process.once('disconnect', () => process.exit(refused > 0 ? 1 : 0))
}
