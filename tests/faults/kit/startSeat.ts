import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import mqtt from 'mqtt'
import pino from 'pino'
import type { Core, CoreOptions } from '../../../core/seat/CoreOptions'
import { createCore } from '../../../core/seat/createCore'
import { createClient } from '../../../domain/channel/createClient'
import type { Alarm, Client, ClientFrame, CoreFrame, Transport } from '../../../domain/contract'
import { dutyDistrict } from '../../support/dutyDistrict'

/** A whole seat with a broker of its own, a dispatcher at its window, and smoke detectors at the site. */
export interface WatchedSeat {
  readonly core: Core
  readonly window: Client
  /** Alarms as the window shows them, by device. */
  readonly shown: ReadonlyMap<string, Alarm>
  /** A detector of the district tells of smoke. */
  smoke(deviceId: string): Promise<void>
  stop(): Promise<void>
}

export async function startSeat(dataDir: string, options: Pick<CoreOptions, 'roomLevels'> = {}): Promise<WatchedSeat> {
  await mkdir(dataDir, { recursive: true })
  const districtFile = join(dataDir, 'district.json')
  await writeFile(districtFile, JSON.stringify(dutyDistrict))
  const core = await createCore({
    ...options,
    dataDir,
    seatName: 'seat',
    version: '0.0.0',
    isDemo: true,
    districtFile,
    broker: { kind: 'embedded', port: 0, username: 'site', password: 'secret' },
    log: pino({ level: 'silent' }),
  })
  const window = openWindow(core)
  await window.call('session.signIn', { name: 'zhoumin', password: 'Chenghu-2026' })
  const shown = new Map<string, Alarm>()
  window.on('alarm.changed', {}, ({ isSnapshot, upserts, removes }) => {
    if (isSnapshot) shown.clear()
    for (const alarm of upserts) shown.set(alarm.deviceId, alarm)
    for (const [deviceId, { id }] of shown) if (removes.includes(id)) shown.delete(deviceId)
  })
  const site = await mqtt.connectAsync(core.brokerUrl ?? '', { username: 'site', password: 'secret' })
  return {
    core,
    window,
    shown,
    async smoke(deviceId) {
      const message = { id: `${Math.random()}`, version: '1.0', time: Date.now(), params: { smoke_density: 6 } }
      // At most once: an answer would wait until the core has saved it.
      await site.publishAsync(`/sys/SMOKE/${deviceId}/thing/event/property/post`, JSON.stringify(message))
    },
    async stop() {
      await site.endAsync(true)
      window.close()
      await core.stop()
    },
  }
}

function openWindow(core: Core): ReturnType<typeof createClient> {
  const { port1, port2 } = new MessageChannel()
  const side = <Out, In>(port: typeof port1): Transport<Out, In> => ({
    send: (frame) => port.postMessage(frame),
    onFrame: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  })
  core.connect(side<CoreFrame, unknown>(port1), { isSeatShared: true })
  return createClient({
    connect: async () => side<ClientFrame, CoreFrame>(port2),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    random: () => 0.5,
  })
}
