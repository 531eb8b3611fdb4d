import type { Due, DueList } from './DueList'
import { phases, type Watches } from './Watches'

/** What made a watch rise. */
interface Rise {
  readonly value: number
  readonly chain: readonly string[]
}

/** Where a watch stands that is not idle. */
export interface Standing {
  readonly phase: number
  readonly sinceMs: number
  readonly firing: string | undefined
  readonly rise: Rise | undefined
}

/** Where watches stand: idle, rising until they have held for their time, standing with the firing they led to. */
export class Standings {
  readonly #firings = new Map<number, string>()
  readonly #rises = new Map<number, Rise>()

  constructor(
    private readonly watches: Watches,
    private readonly dues: DueList,
  ) {}

  /** It holds from a moment on, UTC ms, and must do so for the time its rule asks. */
  rise(watch: number, sinceMs: number, rise: Rise): void {
    const heldMs = this.watches.lookOf(watch)?.of.compiled.heldMs ?? 0
    this.watches.phases[watch] = phases.rising
    this.watches.sinceMs[watch] = sinceMs
    this.#rises.set(watch, rise)
    this.dues.add({ kind: 'held', watch, rise, atMs: sinceMs + heldMs })
  }

  /** Whether what was to be held still is: otherwise it has ceased to hold, or is not looked at any more. */
  isRising({ watch, rise }: Extract<Due, { kind: 'held' }>): boolean {
    return this.#rises.get(watch) === rise
  }

  /** @param firing what it led to; `undefined` when nothing was done */
  stand(watch: number, firing: string | undefined): void {
    this.#rises.delete(watch)
    this.watches.phases[watch] = phases.standing
    if (firing !== undefined) this.#firings.set(watch, firing)
  }

  /** @returns the firing that stood */
  rest(watch: number): string | undefined {
    const firing = this.#firings.get(watch)
    this.watches.phases[watch] = phases.idle
    this.#rises.delete(watch)
    this.#firings.delete(watch)
    return firing
  }

  /** Lays a watch to rest that goes on elsewhere. @returns where it stood; `undefined` when it was idle */
  take(watch: number): Standing | undefined {
    const phase = this.watches.phases[watch] ?? phases.idle
    const sinceMs = this.watches.sinceMs[watch] ?? 0
    const rise = this.#rises.get(watch)
    const firing = this.rest(watch)
    return phase === phases.idle ? undefined : { phase, sinceMs, firing, rise }
  }

  /** A watch goes on where another one stood. */
  resume(watch: number, { phase, sinceMs, firing, rise }: Standing): void {
    if (rise) this.rise(watch, sinceMs, rise)
    this.watches.phases[watch] = phase
    this.watches.sinceMs[watch] = sinceMs
    if (firing !== undefined) this.#firings.set(watch, firing)
  }
}
