import { createHash } from 'node:crypto'
import { type Actor, MessageId, type PersonId, type Task } from '../../domain/contract'
import { dueReminder, REMIND_EVERY_MS, type Reminder } from '../../domain/dispatch/dueReminder'
import { isOpenTask } from '../../domain/dispatch/isOpenTask'
import { overdue } from '../../domain/dispatch/overdue'
import { wordsText } from '../../domain/handset/messageText'
import type { Draft, Journal, StateView } from '../journal/Journal'
import type { Schedule } from './ports'

/** Between two looks at what is late: limits are minutes long. */
const LOOK_EVERY_MS = 5_000

const system: Actor = { kind: 'system', id: 'reminders' }

/** A reminder that was written, also by a run of the core that ended before it was brought on, for whoever brings it to the handler by another way than his handset. */
export interface Reminded {
  /** The same at every seat. */
  id: string
  personId: PersonId
  text: string
  atMs: number
  /** The first one of a limit can be read; who has not answered it is called. */
  way: 'sms' | 'voice'
}

const wayOf = ({ nth }: Pick<Reminder, 'nth'>): Reminded['way'] => (nth === 0 ? 'sms' : 'voice')

/** Name of one reminder of one order: the same at every seat, so that two seats that were apart and both drove have reminded once (I3). */
const reminderId = ({ id }: Task, { limit, nth }: Reminder): string =>
  `M-${createHash('sha256')
    .update(JSON.stringify([id, limit, nth]))
    .digest('base64url')
    .slice(0, 26)}`

/**
 * Reminds handlers of orders that are late: once when a limit is past, then in intervals. Which reminder is due is decided by `dueReminder` from what the journal has, so that a restart or a
 * change of seats reminds of nothing twice; the message goes out by the handsets' outbox.
 *
 * @param parts.onReminded told of each reminder that this seat wrote, and at the start of those whose next one is not due yet: whether the run before brought them on nobody knows, and who takes them goes by
 * their ids
 * @returns how to end it
 */
export function createOrderReminders(parts: {
  journal: Journal
  now: () => number
  schedule: Schedule
  onReminded: (reminded: Reminded) => void
  onError: (error: unknown) => void
}): { stop(): void } {
  const { journal, now, schedule } = parts
  let isStopped = false
  let cancel: () => void = () => undefined

  const tellAgain = ({ list, get }: Pick<StateView, 'list' | 'get'>): void => {
    for (const task of list('task')) {
      const { personId, reminded } = task
      if (!reminded?.messageId || !isOpenTask(task) || now() - reminded.atMs >= REMIND_EVERY_MS) continue
      const text = get('message', reminded.messageId)?.text
      if (text !== undefined)
        parts.onReminded({ id: reminded.messageId, personId, text, atMs: reminded.atMs, way: wayOf(reminded) })
    }
  }

  const due = (view: StateView): { task: Task; reminder: Reminder }[] => {
    const found: { task: Task; reminder: Reminder }[] = []
    for (const task of view.list('task')) {
      const reminder = dueReminder(task, now())
      if (reminder) found.push({ task, reminder })
    }
    return found
  }

  const remind = async (): Promise<void> => {
    if (due(journal.view).length === 0) return
    let written: Reminded[] = []
    await journal.write((view) => {
      written = []
      return due(view).flatMap(({ task, reminder }): Draft[] => {
        const { incidentId, personId } = task
        const id = reminderId(task, reminder)
        const messageId = MessageId.parse(id)
        const { limit, dueAtMs } = reminder
        const sinceMs = overdue(task, now())?.sinceMs ?? dueAtMs
        const words = { code: 'late' as const, limit, minutes: Math.floor(Math.max(0, now() - sinceMs) / 60_000) }
        const about = { task, incident: view.get('incident', incidentId), plans: [], alarms: [] }
        const text = wordsText(words, about, 'zh-CN')
        written.push({ id, personId, text, atMs: now(), way: wayOf(reminder) })
        return [
          {
            kind: 'task.reminded',
            subjectId: task.id,
            id: `${id}:reminded`,
            actor: system,
            payload: { incidentId, ...reminder, messageId },
          },
          {
            kind: 'message.queued',
            subjectId: messageId,
            id: `${id}:queued`,
            actor: system,
            payload: { incidentId, taskId: task.id, personId, text, words, isHeld: false },
          },
        ]
      })
    })
    for (const reminded of written) parts.onReminded(reminded)
  }

  const look = (): void => {
    if (isStopped) return
    void remind()
      .catch(parts.onError)
      .finally(() => {
        if (!isStopped) cancel = schedule(LOOK_EVERY_MS, look)
      })
  }
  tellAgain(journal.view)
  look()

  return {
    stop() {
      isStopped = true
      cancel()
    },
  }
}
