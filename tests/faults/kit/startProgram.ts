import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '../../..')

const databaseDrivers = [
  'sqlite3',
  'better-sqlite3',
  'mysql',
  'mysql2',
  'mariadb/callback',
  'pg',
  'pg-query-stream',
  'oracledb',
  'tedious',
  'pg-native',
]
/** Loaded late, by links that the programs of this kit do not have. */
const lateLibraries = ['node-opcua-client', 'node-opcua-certificate-manager']

/** A small program made ready to run. */
export interface BundledProgram {
  /** To be run with Node, or with Electron as Node. */
  file: string
  remove(): Promise<void>
}

/** Makes one file of a program in TypeScript, so that it starts in a tenth of a second and is killed where it works, not where it is compiled. */
export async function bundleProgram(entry: string): Promise<BundledProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-program-'))
  const file = join(folder, basename(entry).replace(/\.ts$/, '.cjs'))
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // The libraries too: loading them file by file takes longer than all the rest of a start. Native ones and those that are never asked for stay out.
    external: [...databaseDrivers, ...lateLibraries],
    outfile: file,
    logLevel: 'error',
  })
  return { file, remove: () => rm(folder, { recursive: true }) }
}

export interface ProgramOptions {
  args?: readonly string[]
  env?: Readonly<Record<string, string>>
  /** Put before Node: `['strace', '-f']`, `['ip', 'netns', 'exec', 'a']`. Signals still go to what was started here. */
  prefix?: readonly string[]
  cwd?: string
  /** Told of each whole line on standard output, as it comes. */
  onLine?: (line: string) => void
}

export interface Ending {
  code: number | null
  signal: NodeJS.Signals | null
}

/** A running process that we started, and therefore may end. */
export interface Program {
  readonly pid: number
  /** Whole lines said on standard output so far; one that was cut off by a kill was not said. */
  readonly lines: readonly string[]
  /** What it said on standard error. */
  readonly complaint: string
  readonly ended: Promise<Ending>
  /** Resolves with the first line, past or to come, that fits. @throws Error when it ends before */
  waitForLine(fits: (line: string) => boolean): Promise<string>
  write(text: string): void
  /** Sends a signal, by its own pid; does nothing when it has ended. */
  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void
  kill(): Promise<Ending>
}

/** Starts `file` with this Node. */
export function startProgram(file: string, options: ProgramOptions = {}): Program {
  const [command = process.execPath, ...args] = [
    ...(options.prefix ?? []),
    process.execPath,
    file,
    ...(options.args ?? []),
  ]
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, NODE_PATH: join(root, 'node_modules'), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`${command} cannot be started`)

  const lines: string[] = []
  const watchers = new Set<(line: string) => void>()
  let rest = ''
  let complaint = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    for (const line of parts) {
      lines.push(line)
      options.onLine?.(line)
      for (const watch of watchers) watch(line)
    }
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  child.stdin.on('error', () => undefined)
  const ended = once(child, 'close').then((): Ending => ({
    code: child.exitCode,
    signal: child.signalCode,
  }))

  return {
    pid,
    lines,
    get complaint() {
      return complaint
    },
    ended,
    waitForLine: (fits) =>
      new Promise((resolve, reject) => {
        const said = lines.find(fits)
        if (said !== undefined) return resolve(said)
        const watch = (line: string) => {
          if (!fits(line)) return
          watchers.delete(watch)
          resolve(line)
        }
        watchers.add(watch)
        void ended.then(({ code, signal }) =>
          reject(new Error(`${basename(file)} ended (${signal ?? code}) before it said so: ${complaint}`)),
        )
      }),
    write: (text) => void child.stdin.write(text),
    signal: (signal) => void child.kill(signal),
    kill: () => {
      child.kill('SIGKILL')
      return ended
    },
  }
}
