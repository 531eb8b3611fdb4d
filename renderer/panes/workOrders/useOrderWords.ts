import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Actor, Task } from '../../../domain/contract'
import { doneLateMs } from '../../../domain/dispatch/overdue'
import { unknown, useFormat } from '../../i18n'
import type { OrderRow } from './orderRows'

export interface OrderWords {
  /** Who did it; a plan, a rule or the system by what it is. */
  by(actor: Actor): string
  /** Time left or how late, of what is due next; of what was done too late by how much. */
  due(row: OrderRow, nowMs: number): string
  /** Both limits, with their times. */
  limits(task: Task): string
  lastUrged(urged: NonNullable<Task['urged']>, nowMs: number): string
}

export function useOrderWords(): OrderWords {
  const { t } = useTranslation(['workOrders', 'dispatch'])
  const format = useFormat()
  return useMemo(() => {
    const by = (actor: Actor) =>
      actor.kind === 'system' || actor.kind === 'rule'
        ? actor.kind === 'rule' && actor.name
          ? actor.name
          : t(`dispatch:actor.${actor.kind}`)
        : (actor.name ?? actor.id)
    const at = (atMs: number | undefined) => (atMs === undefined ? unknown : format.clock(atMs, { seconds: false }))
    return {
      by,
      due({ task, late, dueAtMs }, nowMs) {
        if (late)
          return t('overBy', { limit: t(`dispatch:limit.${late.limit}`), time: format.duration(nowMs - late.sinceMs) })
        if (dueAtMs !== undefined) {
          const limit = dueAtMs === task.doneByAtMs ? 'done' : 'accept'
          return t('left', { limit: t(`dispatch:limit.${limit}`), time: format.duration(dueAtMs - nowMs) })
        }
        const lateMs = doneLateMs(task)
        return lateMs > 0 ? t('doneLate', { time: format.duration(lateMs) }) : unknown
      },
      limits: ({ acceptByAtMs, doneByAtMs }) => t('limits', { accept: at(acceptByAtMs), done: at(doneByAtMs) }),
      lastUrged: ({ last, text }, nowMs) =>
        [t('lastUrged', { time: format.moment(last.atMs, nowMs), by: by(last.by) }), text].filter(Boolean).join(' · '),
    }
  }, [t, format])
}
