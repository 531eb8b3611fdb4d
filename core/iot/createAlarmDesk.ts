import {
  type Actor,
  type Alarm,
  type AlarmDefinition,
  type AlarmId,
  type BulkAnswer,
  type CheckedParams,
  type ErrorCode,
  type OutOfService,
  Refused,
  type Result,
  type Right,
} from '../../domain/contract'
import { confirmWithinMs } from '../../domain/alarm/dueDeeds'
import { outOfServiceIdOf } from '../../domain/alarm/holds'
import { isOwned, takeOver } from '../../domain/alarm/ownership'
import type { Draft, Journal, StateView } from '../journal/Journal'

/** Who asks. */
export interface Clicker {
  actor: Actor
  rights: readonly Right[]
}

/** What people do about alarms, besides acknowledging them. */
export interface AlarmDesk {
  acknowledge(click: CheckedParams<'alarm.acknowledge'>, by: Clicker): Promise<Result<'alarm.acknowledge'>>
  /** Ends alarms that latch, once somebody has acknowledged them and their condition is gone. */
  reset(click: CheckedParams<'alarm.reset'>, by: Clicker): Promise<BulkAnswer>
  take(click: CheckedParams<'alarm.take'>, by: Clicker): Promise<BulkAnswer>
  release(click: CheckedParams<'alarm.release'>, by: Clicker): Promise<BulkAnswer>
  /** @throws Refused `notAllowed` more than 8 h without the right to */
  shelve(click: CheckedParams<'alarm.shelve'>, by: Clicker): Promise<BulkAnswer>
  unshelve(click: CheckedParams<'alarm.unshelve'>, by: Clicker): Promise<BulkAnswer>
  comment(click: CheckedParams<'alarm.comment'>, by: Clicker): Promise<BulkAnswer>
  /** @throws Refused `badRequest` not real, and no cause */
  judge(click: CheckedParams<'alarm.judge'>, by: Clicker): Promise<BulkAnswer>
  /** @throws Refused `notFound` no such device or alarm of it; `alreadySet` it is asked or holds; `tooLate` an end that is past */
  takeOutOfService(
    click: CheckedParams<'alarm.takeOutOfService'>,
    by: Clicker,
  ): Promise<Result<'alarm.takeOutOfService'>>
  /** @throws Refused `notFound`; `illegalState` nothing is asked; `needsSecondPerson` the same person; `tooLate` it was asked too long ago */
  confirmOutOfService(click: CheckedParams<'alarm.confirmOutOfService'>, by: Clicker): Promise<void>
  /** @throws Refused `notFound`; `illegalState` it has ended */
  returnToService(click: CheckedParams<'alarm.returnToService'>, by: Clicker): Promise<void>
}

export interface AlarmDeskParts {
  journal: Journal
  /** Alarms that a device can raise; `undefined` when there is no such device. */
  alarmsOf: (deviceId: string) => readonly AlarmDefinition[] | undefined
  /** Shown before it is saved: nobody can decide on it. */
  isUnsaved: (alarmId: string) => boolean
  now: () => number
}

/** What everybody who may shelve may shelve for, minutes. */
const shortShelfMinutes = 8 * 60

/** What a click makes of one alarm: a fact to write, nothing because it is so already, or a refusal. */
type Decided = DraftWithout | 'asItIs' | ErrorCode
type DraftWithout = { [K in Draft['kind']]: Pick<Extract<Draft, { kind: K }>, 'kind' | 'payload'> }[Draft['kind']]

export function createAlarmDesk({ journal, alarmsOf, isUnsaved, now }: AlarmDeskParts): AlarmDesk {
  /** Decides on each alarm by itself, all in one write. */
  const each = async (
    { key, ids }: { key: string; ids: readonly AlarmId[] },
    actor: Actor,
    decide: (alarm: Alarm) => Decided,
  ): Promise<BulkAnswer> => {
    const old = await pastAlarms(journal, ids)
    let answer: BulkAnswer = { done: [], refused: [] }
    await journal.write((view) => {
      answer = { done: [], refused: [] }
      return [...new Set(ids)].flatMap((id): Draft[] => {
        const alarm = view.get('alarm', id) ?? old.get(id)
        const decided = isUnsaved(id) ? 'storageDegraded' : alarm ? decide(alarm) : 'notFound'
        if (typeof decided === 'string' && decided !== 'asItIs') {
          answer.refused.push({ id, code: decided })
          return []
        }
        answer.done.push(id)
        return decided === 'asItIs' ? [] : [{ ...decided, subjectId: id, actor, id: `${key}:${id}` }]
      })
    })
    return answer
  }

  return {
    async acknowledge({ key, ids, comment, basis }, { actor }) {
      let answer: Result<'alarm.acknowledge'> = { acknowledged: [], refused: [] }
      await journal.write((view) => {
        answer = { acknowledged: [], refused: [] }
        return [...new Set(ids)].flatMap((id): Draft[] => {
          const code = isUnsaved(id) ? 'storageDegraded' : view.get('alarm', id) ? undefined : 'notFound'
          if (code) {
            answer.refused.push({ id, code })
            return []
          }
          answer.acknowledged.push(id)
          const payload = comment === undefined ? {} : { comment }
          return [{ kind: 'alarm.acknowledged', subjectId: id, id: `${key}:${id}`, actor, basis, payload }]
        })
      })
      return answer
    },
    reset: (click, { actor }) =>
      each(click, actor, ({ state, latched }) => {
        if (state === 'returned') return 'asItIs'
        if (state !== 'acknowledged' || !latched) return 'illegalState'
        return { kind: 'alarm.reset', payload: { sinceMs: latched.sinceMs } }
      }),
    take: (click, { actor }) =>
      each(click, actor, ({ state, owner }) => {
        if (state === 'returned') return 'illegalState'
        const { fromOwner } = click
        if (!takeOver(owner, { actor, hlc: { ms: now() } }, fromOwner)) return 'ownedByAnother'
        return { kind: 'alarm.taken', payload: fromOwner === undefined ? {} : { fromOwner } }
      }),
    release: (click, { actor }) =>
      each(click, actor, ({ state, owner }) => {
        if (state === 'returned' || !isOwned(owner, now())) return 'asItIs'
        if (owner.accountId !== actor.id) return 'ownedByAnother'
        return { kind: 'alarm.released', payload: { cause: 'person', untilMs: owner.untilMs } }
      }),
    async shelve(click, { actor, rights }) {
      const { minutes, reason, comment } = click
      if (minutes > shortShelfMinutes && !rights.includes('alarm.shelveLong'))
        throw new Refused('notAllowed', 'more than 8 h needs the right alarm.shelveLong')
      const untilMs = now() + minutes * 60_000
      return each(click, actor, ({ isLifeSafety, deviceId, definitionId, state, shelved }) => {
        // As it was when it was raised, or as its type calls it by now.
        if (isLifeSafety || alarmsOf(deviceId)?.some((now) => now.id === definitionId && now.isLifeSafety))
          return 'lifeSafety'
        if (state === 'returned' || state === 'outOfService') return 'illegalState'
        const seen = shelved ? { seenUntilMs: shelved.untilMs } : {}
        return {
          kind: 'alarm.shelved',
          payload: { untilMs, reason, ...(comment !== undefined && { comment }), ...seen },
        }
      })
    },
    unshelve: (click, { actor }) =>
      each(click, actor, ({ shelved }) =>
        shelved ? { kind: 'alarm.unshelved', payload: { cause: 'person', untilMs: shelved.untilMs } } : 'asItIs',
      ),
    comment: (click, { actor }) =>
      each(click, actor, () => ({ kind: 'alarm.commented', payload: { text: click.text } })),
    async judge(click, { actor }) {
      const { verdict, cause, note } = click
      if (verdict !== 'real' && cause === undefined) throw new Refused('badRequest', 'what was not real had a cause')
      const payload = { verdict, ...(cause && { cause }), ...(note !== undefined && { note }) }
      return each(click, actor, () => ({ kind: 'alarm.judged', payload }))
    },

    async takeOutOfService({ key, deviceId, definitionId, reason, comment, untilMs }, { actor }) {
      const definitions = alarmsOf(deviceId)?.filter(({ id }) => definitionId === undefined || id === definitionId)
      if (!definitions?.length) throw new Refused('notFound', `${deviceId} has no alarm ${definitionId ?? ''}`)
      if (untilMs !== undefined && untilMs <= now()) throw new Refused('tooLate', 'it would have ended already')
      const isLifeSafety = definitions.some((definition) => definition.isLifeSafety)
      const id = outOfServiceIdOf(deviceId, definitionId)
      const [asked] = await journal.write((view) => {
        const there = view.get('outOfService', id)
        // The same click told again is answered; only the journal knows whether it is that one.
        if (there && there.state !== 'ended' && there.asked.by.id !== actor.id)
          throw new Refused('alreadySet', `${id} is out of service`)
        return [
          {
            kind: 'outOfService.asked',
            subjectId: id,
            id: `${key}:${id}`,
            actor,
            payload: {
              deviceId,
              isLifeSafety,
              reason,
              ...(definitionId !== undefined && { definitionId }),
              ...(comment !== undefined && { comment }),
              ...(untilMs !== undefined && { untilMs }),
            },
          },
        ]
      })
      if (asked?.voidReason !== undefined) throw new Refused('alreadySet', `${id} is out of service`)
      return { id, state: isLifeSafety ? 'asked' : 'holds' }
    },
    async confirmOutOfService({ key, id }, { actor }) {
      await journal.write((view) => {
        const { asked, state, confirmed } = outOfServiceIn(view, id)
        if (state === 'holds' && confirmed?.by.id === actor.id) return []
        if (state !== 'asked') throw new Refused('illegalState', `${id} is not asked`)
        if (asked.by.id === actor.id) throw new Refused('needsSecondPerson', `${id} was asked by the same person`)
        if (now() >= asked.atMs + confirmWithinMs) throw new Refused('tooLate', `${id} was asked too long ago`)
        const payload = { askedAtMs: asked.atMs }
        return [{ kind: 'outOfService.confirmed', subjectId: id, id: `${key}:${id}`, actor, payload }]
      })
    },
    async returnToService({ key, id }, { actor }) {
      await journal.write((view) => {
        const { asked, state, ended } = outOfServiceIn(view, id)
        if (state === 'ended' && ended?.by.id === actor.id) return []
        if (state === 'ended') throw new Refused('illegalState', `${id} has ended`)
        const payload = { askedAtMs: asked.atMs, cause: 'person' as const }
        return [{ kind: 'outOfService.ended', subjectId: id, id: `${key}:${id}`, actor, payload }]
      })
    },
  }
}

function outOfServiceIn(view: StateView, id: string): OutOfService {
  const found = view.get('outOfService', id)
  if (!found) throw new Refused('notFound', `${id} is not out of service`)
  return found
}

/** Those that ended so long ago that the journal has them on disk only: they can still be judged and commented. */
async function pastAlarms(journal: Journal, ids: readonly AlarmId[]): Promise<ReadonlyMap<string, Alarm>> {
  const past = new Map<string, Alarm>()
  for (const id of ids) {
    const alarm = journal.view.get('alarm', id) ? undefined : await journal.load('alarm', id)
    if (alarm) past.set(id, alarm)
  }
  return past
}
