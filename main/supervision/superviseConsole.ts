import { type ChildProcess, spawn } from 'node:child_process'
import { Pulse } from './Pulse'
import { RestartGuard } from './RestartGuard'
import { beatEveryMs, FromConsole, type ToConsole } from './supervisorMessages'

/** A console that has beaten once and then is silent for so long hangs. */
const patienceMs = 10_000
/** So long it may take to its first beat. */
const startWithinMs = 60_000
/** A console told to stop gets so long to do so in good order; the core alone is given eight seconds. */
const stopWithinMs = 15_000
const restarts = { calmMs: 60_000, free: 5, delaysMs: [5_000, 15_000, 30_000, 60_000] }

/** Exit codes that end the supervisor too: done, and started with options that will be as wrong the next time. */
const finalCodes: readonly (number | null)[] = [0, 64]

interface Parts {
  command: string
  args: readonly string[]
  now: () => number
  /** A line for the log of the service manager. */
  say(line: string): void
}

/**
 * The outside supervisor of a console: starts it, starts it again when it dies or hangs, at once first and ever later when that does not help, and leaves
 * nothing of a dead one behind. It has no window, no GPU and no data of its own, so little in it can fail.
 *
 * @returns the console's exit code, once it has ended by itself or on request
 */
export function superviseConsole({ command, args, now, say }: Parts): { ended: Promise<number>; stop(): void } {
  const guard = new RestartGuard(restarts)
  let child: ChildProcess | undefined
  let ticket: string | undefined
  let pulse = new Pulse(beatEveryMs, now())
  let hasBeaten = false
  let isStopping = false
  let timer: NodeJS.Timeout | undefined
  let end: (code: number) => void = () => undefined
  const ended = new Promise<number>((resolve) => (end = resolve))

  const finish = (code: number) => {
    clearInterval(rounds)
    clearTimeout(timer)
    end(code)
  }

  function start(): void {
    // A process group of its own: whatever is left of a dead console can be ended with it.
    const started = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: process.platform !== 'win32',
    })
    child = started
    hasBeaten = false
    pulse = new Pulse(beatEveryMs, now())
    guard.started(now())
    const welcome: ToConsole = { type: 'welcome', ...(ticket === undefined ? {} : { ticket }) }
    started.send(welcome, () => undefined)
    started.on('message', (message) => {
      const told = FromConsole.safeParse(message)
      if (!told.success || child !== started) return
      pulse.heard(now())
      hasBeaten = true
      if (told.data.type === 'ticket') ticket = told.data.ticket
    })
    started.on('error', (error) => say(`the console could not be started: ${error.message}`))
    started.on('close', (code, signal) => gone(started, code, signal))
  }

  function gone(dead: ChildProcess, code: number | null, signal: NodeJS.Signals | null): void {
    if (child !== dead) return
    child = undefined
    killGroup(dead)
    if (isStopping || finalCodes.includes(code)) return finish(code ?? 1)
    const delayMs = guard.died(now())
    say(`the console ended (${signal ?? code}) and is started again in ${delayMs / 1000} s`)
    timer = setTimeout(start, delayMs)
  }

  const rounds = setInterval(() => {
    const silentMs = pulse.silenceMs(now())
    if (!child || isStopping || silentMs <= (hasBeaten ? patienceMs : startWithinMs)) return
    say(`the console has been silent for ${Math.round(silentMs / 1000)} s and is ended`)
    killGroup(child)
  }, beatEveryMs)
  start()

  return {
    ended,
    stop() {
      if (isStopping) return
      isStopping = true
      if (!child) return finish(0)
      const stopping = child
      stopping.kill('SIGTERM')
      timer = setTimeout(() => killGroup(stopping), stopWithinMs)
    },
  }
}

/** The console and every process that it has started. On Windows they end with it by themselves. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // Nothing is left.
  }
}
