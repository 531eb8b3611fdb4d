import { z } from 'zod'
import { fromHex } from '../../domain/codec/hex'
import type { CommandInput } from '../../domain/contract/thingModel'
import type { ScriptEngine } from './createScriptEngine'
import { readBy } from '../../domain/contract/readBy'

/** What one call may take, ms of processor time: a machine that is busy with other things ends no script. The engine's own compiling at first use counts too. */
const longestMs = 50
const mostMemoryBytes = 8 * 1024 * 1024
const mostStackBytes = 256 * 1024
/** Longest text that a script may return. */
const longestResult = 64 * 1024
const strikesBeforeRest = 3
const restMs = 60_000

/** How a call of a script ended. */
export type ScriptOutcome =
  | {
      readonly outcome: 'returned'
      /** JSON; `undefined` when it returned nothing. */ readonly json: string | undefined
    }
  | { readonly outcome: 'failed' | 'tookTooLong' | 'tookTooMuch' | 'resting'; readonly text: string }

/** What `decode` may return. */
export const ScriptReading = z.object({
  address: z.union([z.number(), z.string().max(200)]).optional(),
  values: z.record(z.string().max(64), z.number()),
})
export type ScriptReading = z.infer<typeof ScriptReading>

/** What `encode` may return: bytes, or hex digits. */
const ScriptBytes = z.union([z.array(z.number().int().min(0).max(255)).max(4096), z.string().max(8192)])

/** By what a script is measured. */
export interface ScriptClock {
  /** Processor time of this process, ms. */
  spentMs(): number
  /** Ms, of a clock that only goes forward. */
  nowMs(): number
}

export const scriptClock: ScriptClock = {
  spentMs() {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
  nowMs: () => performance.now(),
}

/** One script with a runtime of its own. Every call begins anew: nothing is kept from one to the next. */
export class ScriptCodec {
  /** Calls that were ended for time or memory. */
  ended = 0
  private strikes = 0
  private restsUntilMs = 0

  constructor(
    private readonly engine: ScriptEngine,
    private readonly source: string,
    private readonly clock: ScriptClock = scriptClock,
  ) {}

  /** @returns `undefined` where the script has nothing to say of the bytes; otherwise how it ended, and what it read */
  decode(bytes: Uint8Array): { outcome: ScriptOutcome; reading?: ScriptReading } {
    const outcome = this.evaluate(`decode(Uint8Array.from(${JSON.stringify([...bytes])}))`)
    if (outcome.outcome !== 'returned' || outcome.json === undefined || outcome.json === 'null') return { outcome }
    const reading = readBy(ScriptReading, parsed(outcome.json))
    if (!reading.success) {
      const [issue] = reading.error.issues
      const text = `decode returned no values: ${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? ''}`
      return { outcome: { outcome: 'failed', text: text.slice(0, 500) } }
    }
    return { outcome, reading: reading.data }
  }

  /** @returns the bytes of a service, or how it failed */
  encode(
    service: string,
    input: Readonly<CommandInput>,
    address: number | string | undefined,
  ): Uint8Array | Exclude<ScriptOutcome, { outcome: 'returned' }> {
    const given = [service, input, address ?? null].map((each) => JSON.stringify(each)).join(', ')
    const outcome = this.evaluate(`((made) => typeof made === 'string' ? made : Array.from(made))(encode(${given}))`)
    if (outcome.outcome !== 'returned') return outcome
    const made = readBy(ScriptBytes, parsed(outcome.json ?? 'null'))
    const bytes = made.success
      ? typeof made.data === 'string'
        ? fromHex(made.data)
        : Uint8Array.from(made.data)
      : undefined
    return bytes ?? { outcome: 'failed', text: 'encode returned neither bytes nor hex digits' }
  }

  private evaluate(call: string): ScriptOutcome {
    if (this.clock.nowMs() < this.restsUntilMs) return { outcome: 'resting', text: 'ended too often' }
    const outcome = this.run(call)
    if (outcome.outcome === 'tookTooLong' || outcome.outcome === 'tookTooMuch') {
      this.ended++
      if (++this.strikes >= strikesBeforeRest) {
        this.restsUntilMs = this.clock.nowMs() + restMs
        this.strikes = 0
      }
    } else this.strikes = 0
    return outcome
  }

  private run(call: string): ScriptOutcome {
    const runtime = this.engine.newRuntime()
    const untilMs = this.clock.spentMs() + longestMs
    let isLate = false
    runtime.setMemoryLimit(mostMemoryBytes)
    runtime.setMaxStackSize(mostStackBytes)
    runtime.setInterruptHandler(() => (isLate ||= this.clock.spentMs() > untilMs))
    const context = runtime.newContext()
    try {
      const result = context.evalCode(`${this.source}\n;JSON.stringify(${call})`, 'codec.js')
      if (!result.error) {
        const text: unknown = context.dump(result.value)
        result.value.dispose()
        const json = typeof text === 'string' ? text : undefined
        if (json !== undefined && json.length > longestResult) return { outcome: 'failed', text: 'returned too much' }
        return { outcome: 'returned', json }
      }
      const thrown: unknown = context.dump(result.error)
      result.error.dispose()
      const text = sayThrown(thrown)
      if (isLate) return { outcome: 'tookTooLong', text: `more than ${longestMs} ms` }
      return { outcome: /out of memory|stack overflow/i.test(text) ? 'tookTooMuch' : 'failed', text }
    } finally {
      context.dispose()
      runtime.dispose()
    }
  }
}

/** A script that puts its own `JSON.stringify` in the place of the language's returns what it likes. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const noError: Readonly<Record<'name' | 'message' | 'stack', unknown>> = { name: '', message: '', stack: '' }

function sayThrown(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown).slice(0, 500)
  const { name, message, stack } = { ...noError, ...thrown }
  const line = /codec\.js:(\d+)/.exec(String(stack))?.[1]
  return `${String(name)}: ${String(message)}${line === undefined ? '' : ` (${line})`}`.slice(0, 500)
}
