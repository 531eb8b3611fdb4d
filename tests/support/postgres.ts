import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chownSync, existsSync, readFileSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { freePort } from './freePort'

const run = promisify(execFile)

/** Where distributions keep the server's programs: not on the path. */
const folders = existsSync('/usr/lib/postgresql')
  ? readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`)
  : []
const programs = [...folders, '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'].find((folder) =>
  ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
)

/** The server does not run as root: then it runs as the user that its package made. */
function owner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}

/** Whether a real PostgreSQL can be started here. */
export const hasPostgres = programs !== undefined && (process.getuid?.() !== 0 || owner() !== undefined)

export interface TestPostgres {
  readonly port: number
  readonly user: string
  /** Kills the server as a power cut would. */
  kill(): Promise<void>
  /** Starts it again on the same files and the same port. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** A PostgreSQL of its own on files in a temporary folder: everybody from this machine may in. Takes a second or two. */
export async function startPostgres(): Promise<TestPostgres> {
  if (programs === undefined) throw new Error('PostgreSQL is not installed')
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-postgres-'))
  const as = owner()
  if (as) chownSync(folder, as.uid, as.gid)
  const files = join(folder, 'data')
  const user = 'chengtai'
  const settings = { ...as, env: { ...process.env, LC_ALL: 'C' } }
  await run(join(programs, 'initdb'), ['-D', files, '-U', user, '-A', 'trust', '--no-sync', '-E', 'UTF8'], settings)
  const port = await freePort()
  let server: ChildProcess | undefined

  const start = async (): Promise<void> => {
    const options = ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=20']
    const started = spawn(
      join(programs, 'postgres'),
      ['-D', files, '-p', String(port), ...options.flatMap((one) => ['-c', one])],
      { ...settings, stdio: 'ignore' },
    )
    server = started
    for (;;) {
      const client = new Client({ host: '127.0.0.1', port, user, database: 'postgres' })
      try {
        await client.connect()
        await client.end()
        return
      } catch (error) {
        if (started.exitCode !== null) throw new Error(`PostgreSQL ended with ${started.exitCode}`, { cause: error })
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const gone = server
    server = undefined
    if (!gone || gone.exitCode !== null) return
    await new Promise<void>((resolve) => {
      gone.once('exit', () => resolve())
      gone.kill(signal)
    })
  }
  await start()
  return {
    port,
    user,
    kill: () => end('SIGKILL'),
    start,
    async stop() {
      await end('SIGINT')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
