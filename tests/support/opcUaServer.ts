import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from './freePort'

/** What a test changes in the server: a value (at a time of its own, UTC ms), or the two alarms of pump and sump. */
export interface OpcUaChange {
  pressure?: number
  atMs?: number
  bad?: true
  smoke?: boolean
  flood?: boolean
  /** Tells of the smoke alarm again, with nothing changed but a comment. */
  comment?: string
}

/** A real OPC UA server of the test's own, as a process on loopback. */
export interface OpcUaServer {
  /** Options of a connector to it, but for the link's state. */
  readonly options: {
    id: string
    url: string
    security: 'None' | 'Basic256Sha256'
    pkiFolder: string
    publishingMs: number
    user?: { name: string; password: string }
    nodes: { nodeId: string; productKey: string; deviceName: string; property: string; scale: number }[]
    conditions: {
      sourceNodeId: string
      productKey: string
      deviceName: string
      event: string
      clearEvent: string
    }[]
    services: (
      | {
          productKey: string
          deviceName: string
          service: string
          does: { kind: 'write'; nodeId: string; dataType: 'Boolean'; value: string }
        }
      | {
          productKey: string
          deviceName: string
          service: string
          does: { kind: 'call'; objectId: string; methodId: string; input: string[] }
        }
    )[]
  }
  /** What was asked of it, as it told. */
  readonly told: unknown[]
  readonly pid: number
  /** Changes what it serves. */
  send(change: OpcUaChange): void
  /** Puts its certificate among those that the connector trusts. */
  trust(): Promise<void>
  /** SIGKILL. */
  kill(): Promise<void>
  /** Starts it again on the same port, with these changes made before anybody can connect. */
  start(first?: readonly OpcUaChange[]): Promise<void>
  stop(): Promise<void>
}

const pump = { productKey: 'PUMP', deviceName: 'PUMP-1' }

export async function openOpcUaServer({ isSecure = false }: { isSecure?: boolean } = {}): Promise<OpcUaServer> {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-opcua-'))
  const port = await freePort()
  const security = isSecure ? 'Basic256Sha256' : 'None'
  const told: unknown[] = []
  let child: ChildProcess | undefined

  const start = async (first: readonly OpcUaChange[] = []): Promise<void> => {
    const script = join(import.meta.dirname, 'opcUaServerChild.mjs')
    const started = spawn(
      process.execPath,
      [script, String(port), join(folder, 'server'), security, JSON.stringify(first)],
      {
        stdio: ['pipe', 'pipe', 'ignore'],
      },
    )
    child = started
    if (!started.stdout) throw new Error('the server has no output')
    const lines = createInterface({ input: started.stdout })
    const isReady = new Promise<void>((resolve, reject) => {
      started.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
      lines.on('line', (line) => {
        if (!line.startsWith('{')) return
        const message: unknown = JSON.parse(line)
        if (typeof message === 'object' && message !== null && 'ready' in message) resolve()
        else told.push(message)
      })
    })
    await isReady
  }
  const kill = async (): Promise<void> => {
    const running = child
    child = undefined
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const ended = once(running, 'exit')
    running.kill('SIGKILL')
    await ended
  }
  await start()

  return {
    options: {
      id: 'pumps',
      url: `opc.tcp://127.0.0.1:${port}`,
      security,
      pkiFolder: join(folder, 'client'),
      publishingMs: 200,
      ...(isSecure && { user: { name: 'chengtai', password: 'secret' } }),
      nodes: [{ nodeId: 'ns=1;s=Pump.Pressure', ...pump, property: 'pressure', scale: 100 }],
      conditions: [
        { sourceNodeId: 'ns=1;s=Pump', ...pump, event: 'smoke', clearEvent: 'smokeGone' },
        { sourceNodeId: 'ns=1;s=Sump', ...pump, event: 'flood', clearEvent: 'floodGone' },
      ],
      services: [
        {
          ...pump,
          service: 'start',
          does: { kind: 'write', nodeId: 'ns=1;s=Pump.Running', dataType: 'Boolean', value: 'on' },
        },
        {
          ...pump,
          service: 'boost',
          does: { kind: 'call', objectId: 'ns=1;s=Pump', methodId: 'ns=1;s=Pump.Boost', input: ['bar'] },
        },
      ],
    },
    told,
    get pid() {
      if (child?.pid === undefined) throw new Error('the server does not run')
      return child.pid
    },
    send: (change) => void child?.stdin?.write(`${JSON.stringify(change)}\n`),
    async trust() {
      const own = join(folder, 'server', 'own', 'certs')
      const trusted = join(folder, 'client', 'trusted', 'certs')
      await mkdir(trusted, { recursive: true })
      for (const name of await readdir(own)) await cp(join(own, name), join(trusted, name))
      await rm(join(folder, 'client', 'rejected'), { recursive: true, force: true })
    },
    kill,
    start,
    async stop() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
