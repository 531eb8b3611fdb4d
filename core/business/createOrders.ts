import {
  type Actor,
  type CheckedParams,
  MessageId,
  Refused,
  type Result,
  type Task,
  TaskId,
} from '../../domain/contract'
import type { RouteNetwork } from '../../domain/dispatch/createRouteNetwork'
import { isOpenTask } from '../../domain/dispatch/isOpenTask'
import { wayOf } from '../../domain/dispatch/rankCandidates'
import { takenOverLimits } from '../../domain/dispatch/taskLimits'
import { wordsText } from '../../domain/handset/messageText'
import type { Journal, StateView } from '../journal/Journal'
import { createOrderCounter } from './createOrderCounter'
import type { People } from './createPeople'
import type { DistrictFacts } from './ports'

/** Between two urgings of one order: a handset that rings without end is put face down. */
export const URGE_EVERY_MS = 60_000

/** What the desk does about an order that is under way. */
export interface Orders {
  /** @throws Refused `taskEnded`, `illegalState` while it has not left the house, `urgedJustNow` */
  urge(click: CheckedParams<'task.urge'>, actor: Actor): Promise<void>
  /** @throws Refused `taskEnded`, `notFound`, `worldMoved` when the other person is taken by now, `alreadySet` when it is his already */
  reassign(click: CheckedParams<'task.reassign'>, actor: Actor): Promise<Result<'task.reassign'>>
}

interface Parts {
  journal: Journal
  district: DistrictFacts
  people: People
  network: RouteNetwork
  now: () => number
}

function openTask(view: StateView, id: TaskId): Task {
  const task = view.get('task', id)
  if (!task) throw new Refused('notFound', `task ${id}`)
  if (!isOpenTask(task)) throw new Refused('taskEnded', `task ${id} is ${task.state}`)
  return task
}

export function createOrders({ journal, district, people, network, now }: Parts): Orders {
  return {
    async urge({ key, taskId, text }, actor) {
      const messageId = MessageId.parse(`M-${key}`)
      await journal.write((view) => {
        // The same click told again: its message is there.
        if (view.get('message', messageId)) return []
        const task = openTask(view, taskId)
        const { incidentId, personId } = task
        if (task.state === 'held') throw new Refused('illegalState', `task ${taskId} has not left the house`)
        const restMs = (task.urged?.last.atMs ?? -Infinity) + URGE_EVERY_MS - now()
        if (restMs > 0) throw new Refused('urgedJustNow', `task ${taskId} may be urged in ${restMs} ms`, { restMs })
        const words = { code: 'urge' as const, ...(text !== undefined && { added: text }) }
        const about = { task, incident: view.get('incident', incidentId), plans: [], alarms: [] }
        return [
          {
            kind: 'task.urged',
            subjectId: taskId,
            id: `urged-${key}`,
            actor,
            payload: { incidentId, messageId, ...(text !== undefined && { text }) },
          },
          {
            kind: 'message.queued',
            subjectId: messageId,
            actor,
            payload: { incidentId, taskId, personId, text: wordsText(words, about, 'zh-CN'), words, isHeld: false },
          },
        ]
      })
    },

    async reassign({ key, taskId, personId, reason = 'reassigned' }, actor) {
      const newId = TaskId.parse(`T-${key}`)
      await journal.write((view) => {
        if (view.get('task', newId)) return []
        const task = openTask(view, taskId)
        if (task.personId === personId) throw new Refused('alreadySet', `task ${taskId} is with ${personId}`)
        if (!district.people.some(({ id }) => id === personId)) throw new Refused('notFound', `person ${personId}`)
        for (const other of view.list('task'))
          if (other.personId === personId && isOpenTask(other))
            throw new Refused('worldMoved', `person ${personId} has a task by now`, { personId })
        const { incidentId, planRunId, stepId, title, instruction, place, sendAtMs } = task
        const isHeld = task.state === 'held'
        const grade = view.get('incident', incidentId)?.grade ?? 'general'
        const state = people.stateOf(personId)
        return [
          {
            kind: isHeld ? 'task.withdrawn' : 'task.recalled',
            subjectId: taskId,
            actor,
            payload: { incidentId, reason },
          },
          {
            kind: 'task.assigned',
            subjectId: newId,
            actor,
            payload: {
              incidentId,
              ...(planRunId !== undefined && { planRunId }),
              ...(stepId !== undefined && { stepId }),
              ...(isHeld && sendAtMs !== undefined && { sendAtMs }),
              personId,
              title,
              instruction,
              place,
              isHeld,
              fromTaskId: taskId,
              ...createOrderCounter(view).next(incidentId),
              ...takenOverLimits(grade, now(), task.doneByAtMs),
              ...(state && wayOf(state, place, network)),
            },
          },
        ]
      })
      return { taskId: newId }
    },
  }
}
