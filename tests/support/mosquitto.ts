import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Host } from '../faults/kit/createNetwork'

/** A real Mosquitto of the test's own, on loopback or on another host, with its own folder; ended by the pid that was started. */
export interface Mosquitto {
  readonly port: number
  readonly url: string
  /** Unix socket where this machine reaches it, also when it runs on another host. */
  readonly socket: string
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Starts it again on the same port with the same configuration. */
  start(): Promise<void>
  stop(): Promise<void>
}

export interface MosquittoOptions {
  /** Lines of `mosquitto.conf` beside listener, persistence and anonymous access. */
  lines?: readonly string[]
  /** Files put into its folder; a line names them as `{dir}/name`. */
  files?: Readonly<Record<string, string>>
  /** Keeps sessions and queues over a kill. */
  isPersistent?: boolean
  /** Where it runs; this machine without. */
  host?: Pick<Host, 'address' | 'prefix'>
}

const thisMachine = { address: '127.0.0.1', prefix: [] }

const program = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'].find((path) =>
  existsSync(path),
)

/** Whether a Mosquitto is installed: `apt-get install mosquitto`. */
export const hasMosquitto = program !== undefined

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}

async function untilListening(path: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`mosquitto ended with ${child.exitCode}`)
    const socket = connect(path)
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (isOpen) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('mosquitto does not listen')
}

export async function startMosquitto({
  lines = [],
  files = {},
  isPersistent = false,
  host = thisMachine,
}: MosquittoOptions = {}): Promise<Mosquitto> {
  if (program === undefined) throw new Error('mosquitto is not installed')
  const [command, ...before] = [...host.prefix, program]
  const dir = await mkdtemp(join(tmpdir(), 'chengtai-mosquitto-'))
  // As root it gives its rights up and must still reach its folder.
  await chmod(dir, 0o777)
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text, { mode: 0o644 })
  const port = await freePort()
  const socket = join(dir, 'mqtt.sock')
  const own = lines.map((line) => line.replaceAll('{dir}', dir))
  const isAnonymous = !own.some((line) => line.startsWith('allow_anonymous'))
  const configuration = [
    `listener ${port} ${host.address}`,
    ...(isAnonymous ? ['allow_anonymous true'] : []),
    `persistence ${isPersistent}`,
    ...(isPersistent ? [`persistence_location ${dir}/`, 'autosave_on_changes true', 'autosave_interval 1'] : []),
    'max_queued_messages 0',
    'max_inflight_messages 0',
    'log_dest none',
    ...own,
    // Last: the lines above belong to the listener above, and who reaches this one knows that both are open.
    `listener 0 ${socket}`,
  ]
  const file = join(dir, 'mosquitto.conf')
  await writeFile(file, configuration.join('\n') + '\n')
  let child: ChildProcess

  async function start() {
    child = spawn(command, [...before, '-c', file], { stdio: 'ignore' })
    await untilListening(socket, child)
  }

  async function end(signal: NodeJS.Signals) {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }

  await start()
  return {
    port,
    url: `mqtt://${host.address}:${port}`,
    socket,
    start,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM')
      await rm(dir, { recursive: true, force: true })
    },
  }
}
