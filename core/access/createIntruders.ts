import { createHash } from 'node:crypto'
import type { Actor, CheckedParams, Intruder, IntrusionReason } from '../../domain/contract'
import { Refused } from '../../domain/contract'
import { countFailure, lockOutMs, mostOfAddress, mostOfName, type Failures } from '../../domain/access/lockOut'
import type { Schedule } from '../iot/Schedule'
import type { Draft, Journal } from '../journal/Journal'

/** Somebody who was not let in, once. */
export interface Intrusion {
  readonly linkId: string
  /** Client id, or the device named in a topic. */
  readonly name: string
  /** Without port; empty where it is not known. */
  readonly address: string
  readonly reason: IntrusionReason
  readonly sample: string
}

export interface Intruders {
  /** Counts it, and locks out who fails too often. */
  note(intrusion: Intrusion): void
  /** False while nobody at the address is listened to. */
  listensToAddress(linkId: string, address: string): boolean
  /** False while nobody of that name at the address is listened to who does not prove what it is. */
  listensTo(linkId: string, name: string, address: string): boolean
  /** False while it is locked out for what it did after it had proved what it is: that nobody else can have done. */
  listensToProven(linkId: string, name: string, address: string): boolean
  /** Known ones came in from there: an address they share is not locked as a whole, nor is it for a day after the last of them left. */
  entered(address: string): void
  left(address: string): void
  /** @throws Refused `notFound`; `alreadySet` when it is not locked out */
  unlock(what: CheckedParams<'intruder.unlock'>, by: Actor): Promise<void>
  /** Since the start of this seat, by reason. */
  counts(): Record<string, number>
  /** Writes what was counted since. */
  flush(): Promise<void>
  stop(): Promise<void>
}

export interface IntrudersParts {
  journal: Journal
  now: () => number
  schedule: Schedule
  onError: (error: unknown) => void
}

/** Everybody of an address, or of all addresses, where there are too many to tell apart. */
const everybody = '*'
/** Names told apart; a hostile peer that makes up a new one each time fills neither journal nor memory. */
const mostNames = 500
const mostAddresses = 500
/** Failing names and addresses whose failures are counted at once. */
const mostFailing = 10_000
/** From the first failure to its entry, ms; entries of the same intruder then come further and further apart. */
const firstWaitMs = 1_000
const longestWaitMs = 3_600_000
/** Intruders not seen for so long are told no more, ms. */
const forgottenAfterMs = 30 * 86_400_000
const lookEveryMs = 24 * 3_600_000

/** A site whose devices are all away for a while is not locked out by one that fails meanwhile, ms. */
const rememberedForMs = 24 * 3_600_000
const mostRemembered = 10_000
/** Lock-outs further apart than this do not grow, ms. */
const inARowMs = 24 * 3_600_000

const system: Actor = { kind: 'system', id: 'access' }

/** Same at every seat, so that what several seats saw of one adds up. */
const intruderId = (linkId: string, name: string, address: string): string =>
  createHash('sha256').update(`${linkId}\n${name}\n${address}`).digest('hex').slice(0, 32)

/** Control characters would bend lines of logs and screens. */
const printable = (text: string, most: number): string => text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '·').slice(0, most)

interface Pending {
  payload: Extract<Draft, { kind: 'intruder.seen' }>['payload']
}

/**
 * Who wanted in and was not let in: counted in memory, written in few entries, locked out for longer each time. What the journal has holds after a restart, and of several seats together.
 */
export function createIntruders({ journal, now, schedule, onError }: IntrudersParts): Intruders {
  const pending = new Map<string, Pending>()
  /** When an intruder's counts may be written next, and how long after that. */
  const waits = new Map<string, { nextMs: number; waitMs: number }>()
  const failures = new Map<string, Failures>()
  /** Locks of this run, before their entries are there. */
  const locks = new Map<string, number>()
  const guests = new Map<string, number>()
  /** Until when addresses count as those of known ones who have left. */
  const remembered = new Map<string, number>()
  /** Lock-outs of this run that followed each other. */
  const rows = new Map<string, number>()
  const counts: Record<string, number> = {}
  let stopTimer: (() => void) | undefined

  // Who was unlocked by a person, here or at another seat, is listened to at once.
  const stopWatching = journal.onCommitted(({ entries }) => {
    for (const entry of entries) {
      if (entry.kind !== 'intruder.unlocked') continue
      locks.delete(entry.subject.id)
      rows.delete(entry.subject.id)
      failures.delete(entry.subject.id)
    }
  })

  const lockedUntil = (id: string): number =>
    Math.max(locks.get(id) ?? 0, journal.view.get('intruder', id)?.lockedUntilMs ?? 0)

  const isKnown = (id: string): boolean => pending.has(id) || journal.view.get('intruder', id) !== undefined

  /** Under what it is counted: by name and address, or together with others where there are too many. */
  function identify({ linkId, name, address }: Intrusion): { id: string; name: string; address: string } {
    const shownName = printable(name, 130) || everybody
    const shownAddress = printable(address, 80)
    const own = intruderId(linkId, shownName, shownAddress)
    if (isKnown(own)) return { id: own, name: shownName, address: shownAddress }
    const known = [...journal.view.list('intruder')].filter(({ isForgotten }) => !isForgotten)
    const names = known.length + pending.size
    if (names < mostNames) return { id: own, name: shownName, address: shownAddress }
    const together = intruderId(linkId, everybody, shownAddress)
    if (isKnown(together) || names < mostNames + mostAddresses)
      return { id: together, name: everybody, address: shownAddress }
    return { id: intruderId(linkId, everybody, everybody), name: everybody, address: everybody }
  }

  function add(intrusion: Intrusion, who: { id: string; name: string; address: string }): void {
    const nowMs = now()
    const before = pending.get(who.id)?.payload
    pending.set(who.id, {
      payload: {
        linkId: intrusion.linkId,
        name: who.name,
        address: who.address,
        count: (before?.count ?? 0) + 1,
        firstAtMs: before?.firstAtMs ?? nowMs,
        lastAtMs: nowMs,
        lastReason: intrusion.reason,
        sample: printable(intrusion.sample, 200),
      },
    })
    if (!waits.has(who.id)) waits.set(who.id, { nextMs: nowMs + firstWaitMs, waitMs: firstWaitMs })
    wake(Math.max(0, (waits.get(who.id)?.nextMs ?? nowMs) - nowMs))
  }

  function wake(delayMs: number): void {
    stopTimer ??= schedule(Math.max(firstWaitMs, delayMs), () => {
      stopTimer = undefined
      void write(false)
    })
  }

  async function write(isAll: boolean): Promise<void> {
    const nowMs = now()
    const due = [...pending].filter(([id]) => isAll || (waits.get(id)?.nextMs ?? 0) <= nowMs)
    for (const [id] of due) {
      pending.delete(id)
      const waitMs = Math.min(longestWaitMs, (waits.get(id)?.waitMs ?? firstWaitMs) * 2)
      waits.set(id, { nextMs: nowMs + waitMs, waitMs })
    }
    if (waits.size > mostFailing) waits.clear()
    if (due.length > 0)
      await journal
        .write(() => due.map(([id, { payload }]) => ({ kind: 'intruder.seen', subjectId: id, actor: system, payload })))
        .catch(onError)
    if (pending.size > 0) wake(Math.min(...[...pending.keys()].map((id) => (waits.get(id)?.nextMs ?? 0) - nowMs)))
  }

  /** @param most failures at which it is locked out */
  function fail(key: string, most: number): boolean {
    if (failures.size > mostFailing) failures.clear()
    const { isLocked, ...counted } = countFailure(failures.get(key), most, now())
    failures.set(key, counted)
    return isLocked
  }

  const idOf = (linkId: string, name: string, address: string): string =>
    intruderId(linkId, printable(name, 130) || everybody, printable(address, 80))

  const isKnownAddress = (address: string): boolean => guests.has(address) || (remembered.get(address) ?? 0) > now()

  function lockOut(id: string): void {
    const { lockOuts = 0 } = journal.view.get('intruder', id) ?? {}
    const isInARow = now() - lockedUntil(id) < inARowMs
    const before = isInARow ? (rows.get(id) ?? lockOuts) : 0
    const untilMs = now() + lockOutMs(before)
    if (locks.size > mostFailing) {
      locks.clear()
      rows.clear()
    }
    locks.set(id, untilMs)
    rows.set(id, before + 1)
    void write(true)
      .then(() =>
        journal.write(() => [{ kind: 'intruder.lockedOut', subjectId: id, actor: system, payload: { untilMs } }]),
      )
      .catch(onError)
  }

  async function forgetOld(): Promise<void> {
    const oldMs = now() - forgottenAfterMs
    await journal.write((view) =>
      [...view.list('intruder')]
        .filter(({ lastAtMs, isForgotten }) => !isForgotten && lastAtMs < oldMs)
        .map(({ id }) => ({ kind: 'intruder.forgotten', subjectId: id, actor: system, payload: {} })),
    )
  }
  let stopLooking: () => void = () => {}
  const look = () => {
    void forgetOld().catch(onError)
    stopLooking = schedule(lookEveryMs, look)
  }
  look()

  return {
    note(intrusion) {
      counts[intrusion.reason] = (counts[intrusion.reason] ?? 0) + 1
      const who = identify(intrusion)
      add(intrusion, who)
      // Where a foreign broker stands between, nobody can be hung up on: there it is refused message by message.
      if (intrusion.address === '') return
      if (fail(who.id, mostOfName)) lockOut(who.id)
      const { linkId, address } = intrusion
      const whole = intruderId(linkId, everybody, address)
      if (!isKnownAddress(address) && fail(whole, mostOfAddress)) {
        add(intrusion, { id: whole, name: everybody, address })
        lockOut(whole)
      }
    },
    listensToAddress: (linkId, address) =>
      isKnownAddress(address) || lockedUntil(intruderId(linkId, everybody, address)) <= now(),
    listensTo: (linkId, name, address) => lockedUntil(idOf(linkId, name, address)) <= now(),
    listensToProven(linkId, name, address) {
      const id = idOf(linkId, name, address)
      const reason = pending.get(id)?.payload.lastReason ?? journal.view.get('intruder', id)?.lastReason
      return lockedUntil(id) <= now() || reason !== 'foreignTopic'
    },
    entered(address) {
      guests.set(address, (guests.get(address) ?? 0) + 1)
    },
    left(address) {
      const rest = (guests.get(address) ?? 1) - 1
      if (rest > 0) return void guests.set(address, rest)
      if (!guests.delete(address)) return
      remembered.delete(address)
      remembered.set(address, now() + rememberedForMs)
      const [oldest] = remembered.keys()
      if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest)
    },
    async unlock({ id, note }, by) {
      await journal.write((view) => {
        const intruder: Intruder | undefined = view.get('intruder', id)
        if (!intruder) throw new Refused('notFound', `intruder ${id}`)
        if ((intruder.lockedUntilMs ?? 0) <= now()) throw new Refused('alreadySet', `${id} is not locked out`)
        return [{ kind: 'intruder.unlocked', subjectId: id, actor: by, payload: { note } }]
      })
    },
    counts: () => ({ ...counts }),
    flush: () => write(true),
    async stop() {
      stopTimer?.()
      stopLooking()
      stopWatching()
      await write(true)
    },
  }
}
