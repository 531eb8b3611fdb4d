import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Report = z.object({ stored: z.number(), windowsUrl: z.string().optional() })
/** Linux counts CPU time of processes in hundredths of a second. */
const ticksPerS = 100

/** A process that is measured. */
export interface Subject {
  /** What it last said it had stored (or received): messages. */
  readonly stored: number
  /** Address of its WebSocket channel, when it has one. */
  readonly windowsUrl: string | undefined
  /** CPU seconds, user and system, of all its threads. */
  cpuS(): number
  onReport(listener: () => void): void
  stop(): Promise<void>
}

/** A process of the bench itself. */
export interface Role extends Subject {
  send(message: object): void
}

/** Starts this program again as one of its roles; resolves with its first report. */
export async function startRole(name: string, options: object): Promise<Role> {
  const [, program = ''] = process.argv
  const child: ChildProcess = fork(program, ['--role', name, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const listeners = new Set<() => void>()
  let last: z.infer<typeof Report> = { stored: 0 }
  child.on('message', (message) => {
    last = Report.parse(message)
    for (const listener of listeners) listener()
  })
  const ended = once(child, 'exit')
  await Promise.race([
    once(child, 'message'),
    ended.then(([code]) => Promise.reject(new Error(`${name} ended with ${String(code)}`))),
  ])
  return {
    get stored() {
      return last.stored
    },
    get windowsUrl() {
      return last.windowsUrl
    },
    cpuS: () => cpuOf(child.pid ?? 0),
    onReport: (listener) => void listeners.add(listener),
    send: (message) => void child.send(message),
    async stop() {
      // Roles end when their parent lets go of them.
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

/** Fields 14 and 15 of /proc/PID/stat: time in user and kernel mode. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerS
}

/** Memory that the process has in use, bytes. */
export function residentBytes(pid: number): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? []
  return Number(kib) * 1024
}
