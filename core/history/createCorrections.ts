import { type CheckedParams, type Correction, Refused } from '../../domain/contract'
import type { Actor } from '../../domain/contract'
import type { Journal } from '../journal/Journal'
import type { History } from './History'

/** What people say was recorded wrongly: their entries, and what the history of this seat makes of them. */
export interface Corrections {
  /** @throws Refused `notFound`, `badRequest`, `tooLate` */
  make(text: CheckedParams<'history.correct'>, actor: Actor): Promise<{ id: string }>
  /** @throws Refused `notFound`, `alreadySet` */
  withdraw(id: string, actor: Actor): Promise<void>
  stop(): void
}

/**
 * Follows the journal: a correction of any seat holds in the history of every seat, also one that was made while this one was away.
 *
 * @param pointOf index of a point; `undefined` for one that the registry does not know
 */
export function createCorrections(parts: {
  journal: Journal
  history: Pick<History, 'correct' | 'oldestMs'>
  pointOf: (deviceId: string, property: string) => number | undefined
  newId: () => string
  onError: (error: unknown) => void
}): Corrections {
  const { journal, history } = parts
  const tell = ({ id, deviceId, property, fromMs, toMs, change, made, withdrawn }: Correction): Promise<void> =>
    history.correct({ id, deviceId, property, fromMs, toMs, change, madeAtMs: made.atMs }, withdrawn !== undefined)
  const apply = (correction: Correction): void => void tell(correction).catch(parts.onError)
  /** Once it has got through here, whoever asked reads what now holds. */
  const settled = async (id: string): Promise<void> => {
    const correction = journal.view.get('correction', id)
    // It lies in the journal and holds: that history is busy or broken is told elsewhere, and tried again at the next start.
    if (correction) await tell(correction).catch(parts.onError)
  }
  for (const correction of journal.view.list('correction')) apply(correction)
  const stop = journal.onCommitted(({ touched }) => {
    for (const { kind, id } of touched) {
      const correction = kind === 'correction' ? journal.view.get('correction', id) : undefined
      if (correction) apply(correction)
    }
  })

  return {
    async make(text, actor) {
      const point = parts.pointOf(text.deviceId, text.property)
      if (point === undefined) throw new Refused('notFound', `${text.deviceId} has no property ${text.property}`)
      if (text.toMs < text.fromMs) throw new Refused('badRequest', 'the range ends before it begins')
      const oldestMs = history.oldestMs(point)
      if (text.fromMs < oldestMs) throw new Refused('tooLate', 'these samples are no longer kept', { oldestMs })
      const id = `correction-${parts.newId()}`
      await journal.write(() => [{ kind: 'correction.made', subjectId: id, actor, payload: text }])
      await settled(id)
      return { id }
    },
    async withdraw(id, actor) {
      await journal.write((view) => {
        const correction = view.get('correction', id)
        if (!correction) throw new Refused('notFound', `correction ${id}`)
        if (correction.withdrawn) throw new Refused('alreadySet', `correction ${id} is withdrawn`)
        return [{ kind: 'correction.withdrawn', subjectId: id, actor, payload: {} }]
      })
      await settled(id)
    },
    stop,
  }
}
