import type { Actor } from '../../domain/contract'

/** So long after a rule asked something of a device, what the device tells is taken for its doing, ms. */
const echoMs = 60_000
const most = 5_000

/** Remembers which rules led to what, so that a rule that sets itself off by detours is found out. */
export class RuleChains {
  private readonly bySubject = new Map<string, readonly string[]>()
  private readonly byDevice = new Map<string, { chain: readonly string[]; untilMs: number }>()

  /** Something that a firing made: command, incident, task. */
  madeSubject(id: string, chain: readonly string[]): void {
    remember(this.bySubject, id, chain)
  }

  askedDevice(deviceId: string, chain: readonly string[], nowMs: number): void {
    remember(this.byDevice, deviceId, { chain, untilMs: nowMs + echoMs })
  }

  /** Of a subject by the entry's author where it was made before this seat drove. */
  ofSubject(id: string, actor: Actor): readonly string[] {
    return this.bySubject.get(id) ?? (actor.kind === 'rule' ? [actor.id] : [])
  }

  ofDevice(deviceId: string, nowMs: number): readonly string[] {
    const asked = this.byDevice.get(deviceId)
    return asked && nowMs < asked.untilMs ? asked.chain : []
  }
}

function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}
