import { isNewReminder } from '../dispatch/dueReminder'
import { isOpenTask } from '../dispatch/isOpenTask'
import { TaskId } from '../contract/primitives'
import type { Task, TaskStateName } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'

/** How far a task has come. Receipts may overtake each other: a late one fills in its time and moves nothing back. */
const progress: readonly TaskStateName[] = ['held', 'assigned', 'sent', 'delivered', 'accepted', 'arrived', 'done']
const isCalledOff = ({ state }: Task): boolean => state === 'declined' || state === 'recalled' || state === 'withdrawn'

type ReceiptField = 'sentAtMs' | 'deliveredAtMs' | 'acceptedAtMs' | 'arrivedAtMs'

function advance(task: Task, to: TaskStateName, field: ReceiptField, atMs: number): Folded<Task> {
  if (isCalledOff(task)) return { state: task, voidReason: 'isOver' }
  if (task.state === 'held' && to !== 'sent') return { state: task, voidReason: 'isHeld' }
  if (task[field] !== undefined) return { state: task, voidReason: 'alreadySo' }
  const isFurther = progress.indexOf(to) > progress.indexOf(task.state)
  return { state: { ...task, [field]: atMs, state: isFurther ? to : task.state } }
}

export function foldTask(state: Task | undefined, entry: KnownEntry): Folded<Task> {
  if (entry.kind === 'task.assigned') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    const { incidentId, personId, title, instruction, place, isHeld, ...optional } = entry.payload
    const what = { incidentId, personId, title, instruction, place, ...defined(optional) }
    const id = TaskId.parse(entry.subject.id)
    return { state: { id, ...what, state: isHeld ? 'held' : 'assigned', assigned: deedOf(entry) } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  switch (entry.kind) {
    case 'task.sent':
      return foldSent(state, entry.hlc.ms)
    case 'task.delivered':
      return advance(state, 'delivered', 'deliveredAtMs', entry.payload.sourceAtMs)
    case 'task.accepted':
      return advance(state, 'accepted', 'acceptedAtMs', entry.payload.sourceAtMs)
    case 'task.arrived':
      return advance(state, 'arrived', 'arrivedAtMs', entry.payload.sourceAtMs)
    case 'task.done':
      return foldDone(state, entry)
    case 'task.declined':
      return callOff(state, 'declined', entry.payload.note)
    case 'task.urged':
      return foldUrged(state, entry)
    case 'task.reminded':
      return foldReminded(state, entry)
    case 'task.recalled':
      return callOff(state, 'recalled', entry.payload.reason)
    case 'task.withdrawn':
      // Undoing is for what has not left the house; from then on a task can only be recalled.
      if (state.state !== 'held' && state.state !== 'assigned')
        return { state, voidReason: isCalledOff(state) ? 'isOver' : 'tooLate' }
      return callOff(state, 'withdrawn', entry.payload.reason)
    default:
      return { state, voidReason: 'unknownKind' }
  }
}

/** What has left the house has left, though somebody had undone it: whoever sent it did not know yet. Undoing it then means calling the person back. */
function foldSent(task: Task, atMs: number): Folded<Task> {
  if (task.state !== 'withdrawn' || task.sentAtMs !== undefined) return advance(task, 'sent', 'sentAtMs', atMs)
  return { state: { ...task, state: 'recalled', sentAtMs: atMs } }
}

/** Work that happened is a fact: done holds against a recall, whichever came first. Only a task that never left cannot be done. */
function foldDone(task: Task, entry: Extract<KnownEntry, { kind: 'task.done' }>): Folded<Task> {
  if (task.state === 'done') return { state: task, voidReason: 'alreadySo' }
  if (task.state === 'held') return { state: task, voidReason: 'isHeld' }
  if (task.state === 'withdrawn') return { state: task, voidReason: 'isOver' }
  const { endedNote: _, ...rest } = task
  return {
    state: {
      ...rest,
      state: 'done',
      doneAtMs: entry.payload.sourceAtMs,
      ...defined({ endedNote: entry.payload.note }),
    },
  }
}

function foldUrged(task: Task, entry: Extract<KnownEntry, { kind: 'task.urged' }>): Folded<Task> {
  if (!isOpenTask(task)) return { state: task, voidReason: 'isOver' }
  const { text, messageId } = entry.payload
  const count = (task.urged?.count ?? 0) + 1
  return { state: { ...task, urged: { count, last: deedOf(entry), messageId, ...defined({ text }) } } }
}

/** The seats that drove while they were apart each reminded by the same number: it counts once. */
function foldReminded(task: Task, entry: Extract<KnownEntry, { kind: 'task.reminded' }>): Folded<Task> {
  if (!isOpenTask(task)) return { state: task, voidReason: 'isOver' }
  const { limit, nth, messageId } = entry.payload
  if (!isNewReminder(task.reminded, { limit, nth })) return { state: task, voidReason: 'alreadySo' }
  const count = (task.reminded?.count ?? 0) + 1
  return { state: { ...task, reminded: { count, limit, nth, atMs: entry.hlc.ms, messageId } } }
}

function callOff(task: Task, to: 'declined' | 'recalled' | 'withdrawn', endedNote: string | undefined): Folded<Task> {
  if (task.state === 'done' || isCalledOff(task)) return { state: task, voidReason: 'isOver' }
  if (task.state === 'held' && to === 'declined') return { state: task, voidReason: 'isHeld' }
  return { state: { ...task, state: to, ...defined({ endedNote }) } }
}
