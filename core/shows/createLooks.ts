import {
  type Actor,
  type AccountId,
  type CheckedParams,
  type Look,
  LookId,
  type LookScreens,
  type Owner,
  Refused,
  type Result,
  rightsByRole,
  type SeatId,
  settingId,
} from '../../domain/contract'
import { isOwned } from '../../domain/alarm/ownership'
import {
  isLookedAt,
  isLooking,
  isLookOpen,
  isNoticeEnough,
  lookRuleKey,
  lookUntilMs,
} from '../../domain/shows/lookRules'
import { mergeTold } from '../../domain/shows/mergeTold'
import type { Schedule } from '../iot/Schedule'
import type { Draft, Journal, StateView } from '../journal/Journal'
import type { Presence } from './createPresence'

/** Somebody who asks at this seat. */
interface Person {
  actor: Actor
  accountId: AccountId
}

export interface Looks {
  ask(click: CheckedParams<'look.ask'>, person: Person): Promise<Result<'look.ask'>>
  answer(click: CheckedParams<'look.answer'>, person: Person): Promise<void>
  end(click: CheckedParams<'look.end'>, person: Person): Promise<void>
  /** Kept, and written down within a second, or at once when nothing was told for a second. */
  tell(told: CheckedParams<'look.tell'>, person: Person): Promise<void>
  /** What the person looked at handles goes to the one who looks, in one stroke. */
  takeOver(click: CheckedParams<'look.takeOver'>, person: Person): Promise<Result<'look.takeOver'>>
  stop(): void
}

/** A selection may change with every key; once a second is enough to follow with the eye. */
const tellEveryMs = 1_000

export function createLooks(parts: {
  seatId: SeatId
  seatName: string
  journal: Journal
  presence: Presence
  now: () => number
  schedule: Schedule
  onError: (error: unknown) => void
}): Looks {
  const { seatId, journal, presence, now, schedule, onError } = parts
  /** What was told and is not written yet, or was written within the last second. */
  const told = new Map<LookId, { screens: LookScreens; actor: Actor; isNew: boolean }>()
  const timers = new Map<LookId, () => void>()

  const find = (state: StateView, id: LookId): Look => {
    const look = state.get('look', id)
    if (!look) throw new Refused('notFound', `look ${id}`)
    return look
  }

  const write = (id: LookId): void => {
    const waiting = told.get(id)
    if (!waiting?.isNew) {
      told.delete(id)
      timers.delete(id)
      return
    }
    waiting.isNew = false
    timers.set(
      id,
      schedule(tellEveryMs, () => write(id)),
    )
    const { screens, actor } = waiting
    journal
      .write((state) =>
        isLookOpen(find(state, id), now()) ? [{ kind: 'look.told', subjectId: id, actor, payload: { screens } }] : [],
      )
      .catch(onError)
  }

  /** Who left this seat is looked at no more. */
  const endForsaken = async () => {
    const actor: Actor = { kind: 'system', id: 'seat', name: parts.seatName }
    const here = new Set(presence.own().map(({ accountId }) => accountId))
    await journal.write((state) =>
      [...state.list('look')]
        .filter((look) => look.seatId === seatId && !here.has(look.accountId) && isLookOpen(look, now()))
        .map(({ id }) => ({ kind: 'look.ended', subjectId: id, actor, payload: {} })),
    )
  }
  const stopPresence = presence.onOwnChanged(() => void endForsaken().catch(onError))

  return {
    async ask({ key, reason, ...of }, { actor, accountId }) {
      if (of.accountId === accountId) throw new Refused('badRequest', 'nobody looks over his own shoulder')
      const lookId = LookId.parse(`L-${key}`)
      await journal.write((state) => {
        const account = state.get('account', of.accountId)
        if (!account) throw new Refused('notFound', `account ${of.accountId}`)
        const rule = state.get('setting', settingId(lookRuleKey))
        // Those who look must not make the rule that lets them.
        const maker = rule && state.get('account', rule.saved.by.id)
        const mayRule = maker !== undefined && rightsByRole[maker.role].includes('configuration.write')
        const isByRule = mayRule && isNoticeEnough(rule?.value)
        const payload = { ...of, name: account.displayName, reason, isByRule, untilMs: lookUntilMs(now()) }
        return [{ kind: 'look.asked', subjectId: lookId, id: `look-${key}`, actor, payload }]
      })
      return { lookId }
    },
    async answer({ lookId, isAgreed }, { actor, accountId }) {
      await journal.write((state) => {
        const look = find(state, lookId)
        if (!isLookedAt(look, { accountId, seatId })) throw new Refused('notAllowed', 'only who is looked at answers')
        if (look.state !== 'asked' || !isLookOpen(look, now()))
          throw new Refused('illegalState', `look ${lookId} is ${look.state}`)
        return [{ kind: 'look.answered', subjectId: lookId, actor, payload: { isAgreed } }]
      })
    },
    async end({ lookId }, { actor, accountId }) {
      await journal.write((state) => {
        const look = find(state, lookId)
        if (!isLookedAt(look, { accountId, seatId }) && !isLooking(look, { accountId })) throw new Refused('notAllowed')
        return isLookOpen(look, now()) ? [{ kind: 'look.ended', subjectId: lookId, actor, payload: {} }] : []
      })
    },
    async tell({ lookId, display, selection }, { actor, accountId }) {
      const look = find(journal.view, lookId)
      if (!isLookedAt(look, { accountId, seatId })) throw new Refused('notAllowed')
      if (look.state !== 'live' || !isLookOpen(look, now())) throw new Refused('illegalState', `look ${lookId}`)
      const before = told.get(lookId)
      const known = before?.screens ?? look.screens
      const screens = mergeTold(known, { display, selection })
      if (screens === known) return
      told.set(lookId, { screens, actor, isNew: true })
      if (!timers.has(lookId)) write(lookId)
    },
    async takeOver({ key, lookId, reason }, { actor, accountId }) {
      await journal.write((state) => {
        const look = find(state, lookId)
        if (!isLooking(look, { accountId })) throw new Refused('notAllowed')
        // The click may come twice; the second finds it done.
        if (look.taken) return []
        if (!isLookOpen(look, now())) throw new Refused('tooLate', `look ${lookId} is ${look.state}`)
        const isHis = ({ owner }: { owner?: Owner | undefined }) =>
          isOwned(owner, now()) && owner.accountId === look.accountId
        const alarmIds = [...state.list('alarm')].filter(isHis).map(({ id }) => id)
        const incidentIds = [...state.list('incident')]
          .filter((incident) => incident.state === 'open' && isHis(incident))
          .map(({ id }) => id)
        // Nothing to take over is nothing to tell.
        if (alarmIds.length + incidentIds.length === 0) return []
        const payload = { fromOwner: look.accountId }
        const taken = { alarmIds, incidentIds, reason }
        return [
          ...alarmIds.map((id): Draft => ({ kind: 'alarm.taken', subjectId: id, id: `${key}:${id}`, actor, payload })),
          ...incidentIds.map((id): Draft => ({
            kind: 'incident.taken',
            subjectId: id,
            id: `${key}:${id}`,
            actor,
            payload,
          })),
          { kind: 'look.tookOver', subjectId: lookId, actor, payload: taken },
        ]
      })
      const { taken } = find(journal.view, lookId)
      return { alarms: taken?.alarmIds.length ?? 0, incidents: taken?.incidentIds.length ?? 0 }
    },
    stop() {
      stopPresence()
      for (const cancel of timers.values()) cancel()
      timers.clear()
    },
  }
}
