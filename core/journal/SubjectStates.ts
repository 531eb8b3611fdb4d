import { foldEntry, foldSubject, type Subject } from '../../domain/folds/fold'
import { isStateKind, stateKinds, type StateKind, type States } from '../../domain/folds/states'
import type { VoidReason } from '../../domain/folds/Folded'
import type { Entry } from '../../domain/journal/entry'

/** `undefined` stands for a subject that is below and no more. */
type Tables = { [K in StateKind]: Map<string, Subject<States[K]> | undefined> }
export type StateRef = { kind: StateKind; id: string }

/**
 * Subjects by kind and id, in layers: the bottom one is what is committed; a batch being decided lies on top of it, and a writer's drafts
 * on top of that, so that each can be thrown away whole or laid down on the one below.
 */
export class SubjectStates {
  readonly #tables: Tables = {
    alarm: new Map(),
    alarmSetting: new Map(),
    incident: new Map(),
    planRun: new Map(),
    task: new Map(),
    command: new Map(),
    commandBatch: new Map(),
    commandSchedule: new Map(),
    codec: new Map(),
    passThrough: new Map(),
    graphic: new Map(),
    graphicSymbol: new Map(),
    message: new Map(),
    account: new Map(),
    conflict: new Map(),
    gap: new Map(),
    lease: new Map(),
    outOfService: new Map(),
    setting: new Map(),
    soundTest: new Map(),
    correction: new Map(),
    forwardRoute: new Map(),
    rule: new Map(),
    ruleFiring: new Map(),
    show: new Map(),
    look: new Map(),
    deviceKey: new Map(),
    accessRule: new Map(),
    activation: new Map(),
    certificate: new Map(),
    intruder: new Map(),
    device: new Map(),
    deviceType: new Map(),
    maker: new Map(),
    organisation: new Map(),
    deviceGroup: new Map(),
    thirdPartySystem: new Map(),
    grant: new Map(),
    registryImport: new Map(),
  }

  constructor(readonly below?: SubjectStates) {}

  get<K extends StateKind>(kind: K, id: string): Subject<States[K]> | undefined {
    const table = this.#tables[kind]
    return table.has(id) ? table.get(id) : this.below?.get(kind, id)
  }

  set<K extends StateKind>(kind: K, id: string, subject: Subject<States[K]>): void {
    this.#tables[kind].set(id, subject)
  }

  #drop(kind: StateKind, id: string): void {
    if (this.below) this.#tables[kind].set(id, undefined)
    else this.#tables[kind].delete(id)
  }

  *states<K extends StateKind>(kind: K): IterableIterator<States[K]> {
    for (const subject of this.#tables[kind].values()) if (subject) yield subject.state
    if (!this.below) return
    for (const state of this.below.states(kind)) if (!this.#tables[kind].has(state.id)) yield state
  }

  /** What this layer alone holds. */
  *own(): IterableIterator<StateRef> {
    for (const kind of stateKinds) for (const id of this.#tables[kind].keys()) yield { kind, id }
  }

  /** Folds an entry into its subject. @returns why it is void, if it is */
  fold(entry: Entry): VoidReason | undefined {
    const { kind, id } = entry.subject
    return isStateKind(kind) ? this.#fold(kind, id, entry) : undefined
  }

  #fold<K extends StateKind>(kind: K, id: string, entry: Entry): VoidReason | undefined {
    const before = this.get(kind, id)
    const { subject, voidReason } = foldEntry(kind, before, entry)
    if (subject && subject !== before) this.set(kind, id, subject)
    return voidReason
  }

  /** Folds a subject anew from all its entries. @returns why which are void, by id */
  refold<K extends StateKind>(kind: K, id: string, entries: readonly Entry[]): ReadonlyMap<string, VoidReason> {
    const { subject, voids } = foldSubject(kind, entries)
    if (subject) this.set(kind, id, subject)
    else if (this.get(kind, id)) this.#drop(kind, id)
    return voids
  }

  /** Takes over what a layer above holds. */
  absorb(above: SubjectStates): void {
    for (const { kind, id } of above.own()) this.#take(above, kind, id)
  }

  #take<K extends StateKind>(above: SubjectStates, kind: K, id: string): void {
    const subject = above.get(kind, id)
    if (subject) this.set(kind, id, subject)
    else this.#drop(kind, id)
  }

  /** Lets go of subjects that ended before `endedBeforeMs`, unless they belong to an incident that is still open. */
  forget(endedBeforeMs: number): void {
    for (const kind of stateKinds) this.#forget(kind, endedBeforeMs)
  }

  #forget(kind: StateKind, endedBeforeMs: number): void {
    for (const [id, subject] of this.#tables[kind]) {
      if (subject?.endedAtMs === undefined || subject.endedAtMs >= endedBeforeMs) continue
      const incidentId = incidentIdOf(subject.state)
      if (incidentId === undefined || this.#tables.incident.get(incidentId)?.state.state !== 'open')
        this.#tables[kind].delete(id)
    }
  }
}

/** The incident that a subject belongs to. */
export const incidentIdOf = (state: States[StateKind]): string | undefined =>
  'incidentId' in state ? state.incidentId : undefined
