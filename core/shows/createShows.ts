import { type CheckedParams, Refused, type Result, type Right, ShowId } from '../../domain/contract'
import type { Actor } from '../../domain/contract'
import { answerRefusal, showUntilMs, type Viewer } from '../../domain/shows/showRules'
import type { Journal } from '../journal/Journal'
import type { Presence } from './createPresence'

/** Who asks, and with which rights. */
export interface Asker extends Viewer {
  actor: Actor
  rights: readonly Right[]
}

export interface Shows {
  send(click: CheckedParams<'show.send'>, asker: Asker): Promise<Result<'show.send'>>
  /** Opened, declined or taken back twice is the same as once: several windows of a wall open what is sent to it. */
  answer(click: CheckedParams<'show.answer'>, asker: Asker): Promise<void>
}

export function createShows(parts: { journal: Journal; presence: Presence; now: () => number }): Shows {
  const { journal, presence, now } = parts

  const isThere = (to: CheckedParams<'show.send'>['to']): boolean => {
    if (to.kind === 'wall') return true
    return presence
      .everybody()
      .some((person) =>
        to.kind === 'seat' ? person.seatId === to.seatId && !person.isBrowser : person.accountId === to.accountId,
      )
  }

  return {
    async send({ key, view, to, note }, { actor, rights }) {
      if (to.kind === 'wall' && !rights.includes('incident.dispatch'))
        throw new Refused('notAllowed', 'the wall needs the right incident.dispatch')
      const showId = ShowId.parse(`S-${key}`)
      await journal.write((state) => {
        if (to.kind === 'account' && !state.get('account', to.accountId))
          throw new Refused('notFound', `account ${to.accountId}`)
        const payload = { view, to, untilMs: showUntilMs(to, now()), ...(note !== undefined && { note }) }
        return [{ kind: 'show.sent', subjectId: showId, id: `show-${key}`, actor, payload }]
      })
      return { showId, isAway: !isThere(to) }
    },
    async answer({ showId, answer }, asker) {
      await journal.write((state) => {
        const show = state.get('show', showId)
        if (!show) throw new Refused('notFound', `show ${showId}`)
        if (show.state === answer) return []
        const code = answerRefusal(show, answer, asker, now())
        if (code) throw new Refused(code, `show ${showId} is ${show.state}`)
        return [{ kind: 'show.answered', subjectId: showId, actor: asker.actor, payload: { answer } }]
      })
    },
  }
}
