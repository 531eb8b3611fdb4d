import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron'
import { type CoreStart, isFromCore, type ToCore } from './coreMessages'
import { isCrowded } from './supervision/isCrowded'
import { Pulse } from './supervision/Pulse'
import { RestartGuard } from './supervision/RestartGuard'
import type { SupervisionState } from './supervision/SupervisionState'

/** The core in its own process: started, started again when it dies or hangs, stopped in good order. */
export interface CoreProcess {
  /** Gives one end of a channel to the core; waits until the core runs. */
  connect(port: MessagePortMain): void
  /** Told when a core took the place of another: pages then need a new port, since a page does not see its old one close. */
  onReplaced(listener: () => void): void
  /** Told why the core does not run and when it is tried again, and `undefined` once it runs. */
  onTrouble(listener: (trouble: SupervisionState['core']) => void): void
  /** Told the ticket of who is signed in, for the next core. */
  onTicket(listener: (ticket: string | undefined) => void): void
  /** Tries now what would be tried later. */
  retry(): void
  stop(): Promise<void>
}

/** A core that dies is started again at once; one that keeps dying, or that says it cannot start, after a while. It is never given up. */
const restarts = { calmMs: 60_000, free: 5, delaysMs: [2_000, 5_000, 15_000, 30_000] }
const afterFailureMs = 5_000
const pingEveryMs = 1_000
/** A core that reads its files may be busy for long; one that runs answers between two turns of its loop. */
const patienceMs = { starting: 120_000, running: 6_000, runningOnCrowdedMachine: 30_000 }
const STOP_WITHIN_MS = 8_000

export function createCoreProcess(file: string, start: CoreStart, now: () => number): CoreProcess {
  const replaced = new Set<() => void>()
  const troubles = new Set<(trouble: SupervisionState['core']) => void>()
  const tickets = new Set<(ticket: string | undefined) => void>()
  const guard = new RestartGuard(restarts)
  let ticket = start.ticket
  let waiting: MessagePortMain[] = []
  let child: UtilityProcess | undefined
  let pulse = new Pulse(pingEveryMs, now())
  let isReady = false
  let hasEnded = false
  let isStopping = false
  /** It asked for a new start. */
  let isRestarting = false
  let failure: string | undefined
  let again: NodeJS.Timeout | undefined
  let stopped: (() => void) | undefined

  const tell = (message: ToCore, ports: MessagePortMain[] = []) => child?.postMessage(message, ports)

  const ready = () => {
    isReady = true
    guard.started(now())
    for (const listener of troubles) listener(undefined)
    // After another core every page is given another port, those that wait for their first one too.
    if (hasEnded) for (const listener of replaced) listener()
    else for (const port of waiting) tell({ type: 'connect' }, [port])
    waiting = []
  }

  const died = (code: number) => {
    child = undefined
    isReady = false
    if (isStopping) return stopped?.()
    hasEnded = true
    if (isRestarting) {
      isRestarting = false
      return fork()
    }
    const delayMs = Math.max(guard.died(now()), failure === undefined ? 0 : afterFailureMs)
    const reason = failure ?? `core ended with code ${code}`
    failure = undefined
    if (delayMs === 0) return fork()
    process.stderr.write(`${reason}; ${guard.streak} times in a row, tried again in ${delayMs / 1000} s\n`)
    again = setTimeout(fork, delayMs)
    for (const listener of troubles) listener({ reason, deaths: guard.streak, retryAtMs: now() + delayMs })
  }

  function fork(): void {
    clearTimeout(again)
    again = undefined
    isReady = false
    const forked = utilityProcess.fork(file, [], { serviceName: 'chengtai-core', stdio: 'inherit' })
    child = forked
    pulse = new Pulse(pingEveryMs, now())
    forked.on('message', (message: unknown) => {
      if (child !== forked || !isFromCore(message)) return
      pulse.heard(now())
      if (message.type === 'ready') ready()
      else if (message.type === 'stopped') stopped?.()
      else if (message.type === 'restart' && !isStopping) {
        isRestarting = true
        tell({ type: 'stop' })
        setTimeout(() => {
          if (child === forked) kill(forked)
        }, STOP_WITHIN_MS)
      } else if (message.type === 'failed') {
        failure = message.reason
        kill(forked)
      } else if (message.type === 'ticket') {
        ticket = message.ticket
        for (const listener of tickets) listener(ticket)
      }
    })
    forked.on('exit', (code) => {
      if (child === forked) died(code)
    })
    tell({ ...start, ...(ticket === undefined ? {} : { ticket }) })
  }
  fork()

  const pings = setInterval(() => {
    if (!child) return
    const silentMs = pulse.silenceMs(now())
    const running = isCrowded() ? patienceMs.runningOnCrowdedMachine : patienceMs.running
    if (silentMs > (isReady ? running : patienceMs.starting)) {
      failure = undefined
      process.stderr.write(`the core has not answered for ${silentMs} ms and is ended\n`)
      kill(child)
    } else tell({ type: 'ping' })
  }, pingEveryMs)

  return {
    connect(port) {
      if (isReady) tell({ type: 'connect' }, [port])
      else waiting.push(port)
    },
    onReplaced(listener) {
      replaced.add(listener)
    },
    onTrouble(listener) {
      troubles.add(listener)
    },
    onTicket(listener) {
      tickets.add(listener)
    },
    retry() {
      if (again !== undefined) fork()
    },
    stop() {
      isStopping = true
      clearInterval(pings)
      clearTimeout(again)
      return new Promise((resolve) => {
        const { pid } = child ?? {}
        if (!child) return resolve()
        const timer = setTimeout(() => {
          if (pid !== undefined) killPid(pid)
          resolve()
        }, STOP_WITHIN_MS)
        stopped = () => {
          clearTimeout(timer)
          resolve()
        }
        tell({ type: 'stop' })
      })
    },
  }
}

/** Not the child's own `kill`: its signal is not heard by a process that is stopped or never returns to its loop. */
function kill(child: UtilityProcess): void {
  if (child.pid !== undefined) killPid(child.pid)
}

function killPid(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It was gone already.
  }
}
