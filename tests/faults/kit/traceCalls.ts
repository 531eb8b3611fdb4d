import { execFileSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** What a program did to the disk, and what it said, in this order. */
export type Call =
  | { kind: 'write'; path: string; offset: number; bytes: Buffer }
  | { kind: 'truncate'; path: string; size: number }
  | { kind: 'sync'; path: string }
  | { kind: 'remove'; path: string }
  | { kind: 'said'; text: string }

/** Why system calls cannot be traced here; `undefined` where they can. */
export function whyNoTraces(): string | undefined {
  try {
    execFileSync('strace', ['-qq', '-e', 'trace=none', 'true'], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'strace is not to be had here'
  }
}

/** Longer than any page that a database writes. */
const longestWrite = 70_000
const traced = 'openat,close,pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename'

/**
 * Put before a program to record its calls into `file`. The program must use one worker thread (`UV_THREADPOOL_SIZE=1`), so that what it does to the disk has
 * one order. `-D` makes it, not strace, the process that we started.
 */
export const tracePrefix = (file: string): readonly string[] => [
  'strace',
  '-f',
  '-D',
  '-qq',
  '-xx',
  '-s',
  String(longestWrite),
  '--seccomp-bpf',
  '-e',
  `trace=${traced}`,
  '-o',
  file,
]

/**
 * Put before a program to let calls fail: `fsync:error=EIO:when=40+5` lets every fifth from the fortieth on. What was injected is recorded in `file`.
 *
 * @param calls as strace names them, with what happens to each
 */
export function injectPrefix(file: string, calls: readonly string[]): readonly string[] {
  const names = calls.map((call) => call.slice(0, call.indexOf(':'))).join(',')
  const injections = calls.flatMap((call) => ['-e', `inject=${call}`])
  return ['strace', '-f', '-D', '-qq', '--seccomp-bpf', '-o', file, '-e', `trace=${names}`, ...injections]
}

/** Reads what `tracePrefix` recorded, of the files whose path begins with `prefix`, and of standard output. */
export async function readCalls(file: string, prefix: string): Promise<Call[]> {
  const paths = new Map<string, string>()
  const calls: Call[] = []
  const unfinished = new Map<string, string>()
  for await (const line of createInterface({ input: createReadStream(file, 'latin1') })) {
    const whole = joinHalves(line, unfinished)
    const [, name = '', args = '', result = ''] =
      whole === undefined ? [] : (/^(\w+)\((.*)\)\s+= (-?\d+)/.exec(whole) ?? [])
    if (result === '' || result.startsWith('-')) continue
    const call = readCall(name, args, result, paths, prefix)
    if (call) calls.push(call)
  }
  return calls
}

/** A call during which another thread was heard comes in two lines; it counts when it is finished. */
function joinHalves(line: string, unfinished: Map<string, string>): string | undefined {
  const [, pid = '', text = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? []
  if (text.endsWith('<unfinished ...>')) {
    unfinished.set(pid, text.slice(0, -'<unfinished ...>'.length).trimEnd())
    return undefined
  }
  const [resumed] = /^<\.\.\. \w+ resumed>\s*/.exec(text) ?? []
  return resumed === undefined ? text : (unfinished.get(pid) ?? '') + text.slice(resumed.length)
}

function readCall(
  name: string,
  args: string,
  result: string,
  paths: Map<string, string>,
  prefix: string,
): Call | undefined {
  const [, fd = ''] = /^(\d+)/.exec(args) ?? []
  const path = paths.get(fd)
  const numbers = args.slice(args.lastIndexOf('"') + 1).match(/\d+/g) ?? []
  switch (name) {
    case 'openat': {
      const opened = textOf(args).toString()
      paths.delete(result)
      if (opened.startsWith(prefix)) paths.set(result, opened)
      return undefined
    }
    case 'close':
      paths.delete(fd)
      return undefined
    case 'write':
      if (path !== undefined) throw new Error(`${path} was written without a place: the record cannot be replayed`)
      return fd === '1' ? { kind: 'said', text: textOf(args).toString() } : undefined
    case 'pwrite64': {
      const bytes = textOf(args)
      if (path === undefined) return undefined
      if (bytes.length !== Number(result))
        throw new Error(`${path}: ${result} bytes were written, and ${bytes.length} recorded`)
      return { kind: 'write', path, offset: Number(numbers[1]), bytes }
    }
    case 'ftruncate':
      return path === undefined ? undefined : { kind: 'truncate', path, size: Number(numbers[1]) }
    case 'fsync':
    case 'fdatasync':
      return path === undefined ? undefined : { kind: 'sync', path }
    case 'unlink':
      return { kind: 'remove', path: textOf(args).toString() }
    default:
      throw new Error(`${name} is not replayed`)
  }
}

/** The first text among the arguments; each byte stands as `\x5a`. */
function textOf(args: string): Buffer {
  const start = args.indexOf('"')
  return Buffer.from(args.slice(start + 1, args.indexOf('"', start + 1)).replaceAll('\\x', ''), 'hex')
}
