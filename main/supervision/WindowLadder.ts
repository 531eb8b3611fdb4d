import { Pulse } from './Pulse'
import { RestartGuard } from './RestartGuard'

/** What to do to a window that is late, each harder than the one before; the last makes another window in its place. */
export type WindowDeed = 'reload' | 'crash' | 'kill' | 'recreate'

/** What a window shows: all of its panes; alarms only, after it died too often; a page that says why there is nothing and when it is tried again. */
export type WindowForm = 'full' | 'plain' | 'trouble'

/** How to go on after a death. */
export interface Revival {
  form: WindowForm
  /** For `trouble`: ms until the window is tried again in full. */
  retryMs: number
}

/** What excuses a window's silence. */
export interface Circumstances {
  /** Everything is late on this machine. */
  isMachineSlow: boolean
  /** The page does nothing and the process that draws for it is busy. */
  waitsForGraphics: boolean
}

/** How often windows are looked at. */
export const lookEveryMs = 250

/** Silence of a window after which it counts as hung; it beats every half second. */
const patienceMs = 2_000
/** A window that was silent for long and came back by itself was only busy: for a while it is given twice as long, up to this much. */
const mostPatienceMs = 10_000
const rememberMs = 10 * 60_000
/** A page that has not drawn itself within this time after it began to load will not. */
const startWithinMs = 20_000
/** A fresh page has much to do at once, and a map when it is made: so long after its first beat, or its word that it begins, it is given the most patience. */
const settleMs = 15_000
/** On a machine where everything is late, hung windows cannot be told from busy ones as soon. */
const slowFactor = 3
/** A page that waits for the graphics process is let wait so long; then it counts as hung all the same. */
const graphicsPatienceMs = 20_000
/** How long each deed is given. A page that can reload begins within this time; a process that can be crashed is gone. */
const deedMs = { reload: 800, crash: 500, kill: 1_000 } as const
/** With a plain form: deaths in a row until it is taken, and until even that is given up. */
const deathsUntil = { plain: 7, trouble: 10 } as const

type Phase = 'loading' | 'well' | 'resting' | keyof typeof deedMs

/**
 * The ladder of one window, without Electron: it is told what happens to the window and says what to do about it. Rungs that a state does not call for
 * are left out: reloading a page whose process is stopped does nothing, so the next rung follows soon.
 */
export class WindowLadder {
  private phase: Phase = 'loading'
  private sinceMs: number
  private readonly pulse: Pulse
  private settledAtMs = 0
  /** The longest silence lately that ended by itself. */
  private busy = { ms: 0, atMs: 0 }
  private readonly guard = new RestartGuard({
    calmMs: 60_000,
    free: deathsUntil.trouble - 1,
    delaysMs: [10_000, 30_000, 60_000],
  })

  constructor(
    private readonly hasPlainForm: boolean,
    nowMs: number,
  ) {
    this.sinceMs = nowMs
    this.pulse = new Pulse(lookEveryMs, nowMs)
    this.guard.started(nowMs)
  }

  /** Drawn and heard of lately; false from the first moment of doubt on. */
  get isWell(): boolean {
    return this.phase === 'well'
  }

  /** A page began to take the window's place: after a reload, a recreation, or at the start. */
  loading(nowMs: number): void {
    if (this.phase !== 'resting') this.enter('loading', nowMs)
  }

  beat(nowMs: number): void {
    if (this.phase === 'well' || this.phase === 'reload') {
      const ms = this.pulse.silenceMs(nowMs)
      if (ms > this.busy.ms || nowMs > this.busy.atMs + rememberMs) this.busy = { ms, atMs: nowMs }
    }
    // It was busy, not hung. The reload that was asked for takes place when it comes to it.
    if (this.phase === 'reload') this.sinceMs = nowMs
    this.pulse.heard(nowMs)
    if (this.phase === 'loading') {
      this.enter('well', nowMs)
      this.work(nowMs)
      this.guard.started(nowMs)
    }
  }

  /** Nothing is expected of a page that only says why there is nothing else. */
  rest(nowMs: number): void {
    this.enter('resting', nowMs)
  }

  /** The trouble page is to be left: the window is tried again. */
  wake(nowMs: number): void {
    this.enter('loading', nowMs)
  }

  /** Its page is about to do something long at one go. */
  work(nowMs: number): void {
    this.settledAtMs = nowMs + settleMs
  }

  /** The window's process ended, whoever ended it. */
  gone(nowMs: number): Revival {
    const retryMs = this.guard.died(nowMs)
    const { streak } = this.guard
    this.enter('loading', nowMs)
    if (streak >= deathsUntil.trouble) return { form: 'trouble', retryMs }
    return { form: this.hasPlainForm && streak >= deathsUntil.plain ? 'plain' : 'full', retryMs: 0 }
  }

  /** Asked every `lookEveryMs`. */
  look(nowMs: number, { isMachineSlow, waitsForGraphics }: Circumstances): WindowDeed | undefined {
    const factor = isMachineSlow ? slowFactor : 1
    const leastPatienceMs = waitsForGraphics ? graphicsPatienceMs : 0
    const silentMs = this.pulse.silenceMs(nowMs)
    const inPhaseMs = nowMs - this.sinceMs
    switch (this.phase) {
      case 'well':
        return silentMs > Math.max(leastPatienceMs, this.patienceMs(nowMs) * factor)
          ? this.climb('reload', nowMs)
          : undefined
      case 'loading':
        return inPhaseMs > Math.max(leastPatienceMs, startWithinMs * factor) ? this.climb('crash', nowMs) : undefined
      case 'reload':
        return inPhaseMs > deedMs.reload * factor ? this.climb('crash', nowMs) : undefined
      case 'crash':
        return inPhaseMs > deedMs.crash ? this.climb('kill', nowMs) : undefined
      case 'kill':
        if (inPhaseMs <= deedMs.kill) return undefined
        this.enter('loading', nowMs)
        return 'recreate'
      case 'resting':
        return undefined
    }
  }

  /** Silence at the last look, ms, of a window that should beat; for telling a slow machine from a hung window. */
  silenceMs(nowMs: number): number | undefined {
    return this.phase === 'well' ? this.pulse.silenceMs(nowMs) : undefined
  }

  private patienceMs(nowMs: number): number {
    if (nowMs < this.settledAtMs) return mostPatienceMs
    const busyMs = nowMs < this.busy.atMs + rememberMs ? this.busy.ms : 0
    return Math.min(mostPatienceMs, Math.max(patienceMs, 2 * busyMs))
  }

  private climb(deed: keyof typeof deedMs, nowMs: number): WindowDeed {
    this.enter(deed, nowMs)
    return deed
  }

  private enter(phase: Phase, nowMs: number): void {
    this.phase = phase
    this.sinceMs = nowMs
    if (phase === 'well') this.pulse.heard(nowMs)
  }
}
