import { execFile } from 'node:child_process'
import { connect } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { MqttClient } from 'mqtt'
import { createNetwork, type Host, type Network } from '../faults/kit/createNetwork'
import { type Program, startProgram } from '../faults/kit/startProgram'
import { type Mosquitto, startMosquitto } from '../support/mosquitto'
import { districtFile, root, type RunningConsole, startConsole } from './console'

const run = promisify(execFile)
const secret = { CHENGTAI_SYNC_SECRET: 'secret of the installation in these tests, 48 letters' }
const port = 8765

/** What was sent to a device or handset, as its broker saw it. */
export interface Sent {
  topic: string
  id: string
}

/** A whole installation, each part on a host of its own: `service`, `site` with Mosquitto and the simulator, consoles `desk-1` and `desk-2`. */
export interface Installation {
  network: Network
  /** Everything that was asked of devices and handsets, since the start. */
  sent: readonly Sent[]
  host(name: string): Host
  startService(): Promise<void>
  /** As the power would end it. */
  killService(): Promise<void>
  stopService(): Promise<void>
  startDesk(name: string): Promise<RunningConsole>
  stopDesk(name: string): Promise<void>
  /** Publishes on the site with Mosquitto's own program. */
  publish(topic: string, message: object): Promise<void>
  stopSimulator(): Promise<void>
  /** The duty database of a seat. */
  journalOf(name: string): string
  dispose(): Promise<void>
}

const desks = ['desk-1', 'desk-2']

export async function createInstallation(): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-installation-'))
  const network = await createNetwork(['service', 'site', ...desks])
  const host = (name: string): Host => {
    const found = network.hosts.find((one) => one.name === name)
    if (!found) throw new Error(`no host ${name}`)
    return found
  }
  const broker: Mosquitto = await startMosquitto({ host: host('site') })
  const watch = new MqttClient(() => connect(broker.socket), { protocolVersion: 4, clientId: 'watch' })
  const sent: Sent[] = []
  watch.on('message', (topic, payload) => {
    const message: { id?: string } = JSON.parse(payload.toString())
    if (!topic.endsWith('_reply')) sent.push({ topic, id: message.id ?? '' })
  })
  await watch.subscribeAsync('/sys/+/+/thing/service/+', { qos: 1 })
  const simulator = startProgram(join(root, 'out/demo/simulator.cjs'), {
    args: ['--district', districtFile, '--broker', broker.url, '--script', 'none', '--rate', '100'],
    prefix: host('site').prefix,
  })
  let service: Program | undefined
  const consoles = new Map<string, RunningConsole>()

  const stop = async (program: Program | undefined) => {
    program?.signal('SIGTERM')
    await program?.ended
  }

  return {
    network,
    sent,
    host,
    async startService() {
      const { address, prefix } = host('service')
      service = startProgram(join(root, 'out/service/service.cjs'), {
        args: [
          `--data=${join(folder, 'service')}`,
          `--listen=${address}:${port}`,
          `--broker=${broker.url}`,
          '--demo',
          `--district=${districtFile}`,
        ],
        prefix,
        env: secret,
      })
      await service.waitForLine((line) => line.includes('"msg":"ready"'))
    },
    async killService() {
      await service?.kill()
      service = undefined
    },
    async stopService() {
      await stop(service)
      service = undefined
    },
    async startDesk(name) {
      const peers = desks.filter((other) => other !== name)
      const desk = await startConsole({
        userData: join(folder, name),
        displays: 1,
        host: host(name),
        env: secret,
        args: [
          `--service=ws://${host('service').address}:${port}`,
          `--broker=${broker.url}`,
          ...peers.map((peer) => `--peer=ws://${host(peer).address}:${port}`),
          `--listen=${host(name).address}:${port}`,
          `--rank=${desks.indexOf(name) + 1}`,
        ],
      })
      consoles.set(name, desk)
      return desk
    },
    async stopDesk(name) {
      await consoles.get(name)?.close()
      consoles.delete(name)
    },
    async publish(topic, message) {
      const { address, prefix } = host('site')
      const to = ['-V', '311', '-h', address, '-p', String(broker.port), '-q', '1', '-t', topic]
      await run('env', [...prefix, 'mosquitto_pub', ...to, '-m', JSON.stringify(message)])
    },
    stopSimulator: () => stop(simulator),
    journalOf: (name) => join(folder, name, ...(name === 'service' ? [] : ['core']), 'duty.db'),
    async dispose() {
      for (const desk of consoles.values()) await desk.close().catch(() => undefined)
      await stop(service)
      await stop(simulator)
      await watch.endAsync(true)
      await broker.stop()
      await network.remove()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
