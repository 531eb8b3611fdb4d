import type { Actor, Message, Task } from '../../domain/contract'
import { Refused } from '../../domain/contract'
import { orderNumber } from '../../domain/dispatch/orderNumber'
import { messageText } from '../../domain/handset/messageText'
import { orderText } from '../../domain/handset/orderText'
import type { HandsetDelivery, HandsetReceipt } from '../../connectors/site'
import type { Draft, Journal } from '../journal/Journal'
import { UNDO_MS } from './createDispatch'
import type { DistrictFacts, HandsetLink, Schedule } from './ports'

const system: Actor = { kind: 'system', id: 'outbox' }
/** Between two tries while the link to the handsets is down. */
const RETRY_MS = 1_000

export interface HandsetOutbox {
  /** What a handset told about something it carries. */
  receive(receipt: HandsetReceipt): Promise<void>
  stop(): void
}

interface Parts {
  journal: Journal
  district: DistrictFacts
  link: HandsetLink
  now: () => number
  schedule: Schedule
  onError: (error: unknown) => void
}

/** Which entry a receipt becomes; a receipt that means nothing for its subject is not written. */
function entryOf(
  receipt: HandsetReceipt,
  incidentId: { incidentId?: Task['incidentId'] | undefined },
  actor: Actor,
): Draft | undefined {
  const { id } = receipt.subject
  const entryId = `${id}:${receipt.state}`
  const facts = {
    ...(incidentId.incidentId ? { incidentId: incidentId.incidentId } : {}),
    sourceAtMs: receipt.sourceAtMs,
  }
  const note = receipt.note === undefined ? {} : { note: receipt.note.slice(0, 500) }
  if (receipt.subject.kind === 'message') {
    if (receipt.state === 'delivered')
      return { kind: 'message.delivered', subjectId: id, id: entryId, actor, payload: facts }
    if (receipt.state === 'read') return { kind: 'message.read', subjectId: id, id: entryId, actor, payload: facts }
    return undefined
  }
  switch (receipt.state) {
    case 'delivered':
      return { kind: 'task.delivered', subjectId: id, id: entryId, actor, payload: facts }
    case 'accepted':
      return { kind: 'task.accepted', subjectId: id, id: entryId, actor, payload: facts }
    case 'arrived':
      return { kind: 'task.arrived', subjectId: id, id: entryId, actor, payload: facts }
    case 'done':
      return { kind: 'task.done', subjectId: id, id: entryId, actor, payload: { ...facts, ...note } }
    case 'declined':
      return { kind: 'task.declined', subjectId: id, id: entryId, actor, payload: { ...facts, ...note } }
    case 'read':
      return undefined
  }
}

/**
 * Brings tasks, messages and recalls to handsets, and takes their receipts in. What waits is read off the journal, so that nothing is
 * forgotten by a restart or a link that was down; a handset folds what it gets twice by its id.
 */
export function createHandsetOutbox(parts: Parts): HandsetOutbox {
  const { journal, district, link, now, schedule } = parts
  const underway = new Set<string>()
  /** What the link took since the start, with what it was about; it is not sent again, whatever the journal says of it. */
  const taken = new Map<string, { kind: 'task' | 'message'; id: string }>()
  /** Orders that may be undone yet, and those whose time for it is over. */
  const holds = new Map<string, () => void>()
  const over = new Set<string>()
  let isStarted = false
  let cancelTimer: (() => void) | undefined
  let isStopped = false

  const hasBeenReleased = (task: Task): boolean => {
    if (task.state === 'assigned') return true
    if (task.state !== 'held') return false
    const run = task.planRunId && journal.view.get('planRun', task.planRunId)
    return run ? run.state === 'running' || run.state === 'finished' : task.sendAtMs === undefined || over.has(task.id)
  }

  /** By a timer from when it was seen: the clock of the seat that gave the order may be wrong, and so may this one. */
  const hold = ({ id, sendAtMs = 0 }: Task) => {
    if (holds.has(id)) return
    const restMs = isStarted ? UNDO_MS : Math.min(UNDO_MS, sendAtMs - now())
    if (restMs <= 0) return void over.add(id)
    const cancel = schedule(restMs, () => {
      over.add(id)
      look()
    })
    holds.set(id, cancel)
  }

  const forgetHold = (id: string) => {
    holds.get(id)?.()
    holds.delete(id)
    over.delete(id)
  }

  /** Called off after it left, or while it was on its way: the handset holds it, and must hear of it. */
  const mustBeRecalled = (task: Task): boolean =>
    (task.state === 'recalled' || task.state === 'withdrawn') &&
    (task.sentAtMs !== undefined || taken.has(`task ${task.id}`))

  const handsetOf = (personId: Task['personId']) => {
    const person = district.people.find((p) => p.id === personId)
    return person && district.findDevice(person.handsetId)
  }

  const languageOf = (personId: Task['personId']) =>
    district.people.find(({ id }) => id === personId)?.language ?? 'zh-CN'
  const written = () => ({ plans: district.plans, alarms: district.deviceTypes.flatMap(({ alarms }) => alarms) })

  const deliver = async (delivery: HandsetDelivery, sent?: Draft): Promise<void> => {
    const key = `${delivery.kind} ${delivery.id}`
    if (underway.has(key)) return
    underway.add(key)
    try {
      if (!taken.has(key)) await link.sendToHandset(delivery)
      taken.set(key, { kind: delivery.kind === 'message' ? 'message' : 'task', id: delivery.id })
      if (sent) await journal.write(() => [sent])
      // Called off meanwhile: then its entry is void and moved nothing.
      look()
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'linkDown')) parts.onError(error)
      lookAgain(RETRY_MS)
    } finally {
      underway.delete(key)
    }
  }

  const sendTask = (task: Task) => {
    const handset = handsetOf(task.personId)
    if (!handset) return
    const incident = journal.view.get('incident', task.incidentId)
    const language = languageOf(task.personId)
    const body = {
      taskId: task.id,
      number: incident?.number ?? '',
      order: orderNumber(incident, task),
      grade: incident?.grade ?? 'general',
      ...orderText(task, incident, written(), language),
      lng: task.place.lngLat[0],
      lat: task.place.lngLat[1],
      place: district.describePlace(task.place)[language === 'en' ? 'en' : 'zh'],
      ...(task.place.floor === undefined ? {} : { floor: task.place.floor }),
    }
    void deliver(
      { handset, kind: 'task', id: task.id, body },
      {
        kind: 'task.sent',
        subjectId: task.id,
        id: `${task.id}:sent`,
        actor: system,
        payload: { incidentId: task.incidentId },
      },
    )
  }

  const sendRecall = (task: Task) => {
    const handset = handsetOf(task.personId)
    if (!handset || taken.has(`recall ${task.id}`)) return
    void deliver({ handset, kind: 'recall', id: task.id, body: { taskId: task.id, reason: task.endedNote ?? '' } })
  }

  const sendMessage = (message: Message) => {
    const handset = handsetOf(message.personId)
    if (!handset) return
    const incidentId = message.incidentId ? { incidentId: message.incidentId } : {}
    // A handset can show the order that the message is about.
    const about = message.taskId === undefined ? {} : { taskId: message.taskId }
    const task = message.taskId && journal.view.get('task', message.taskId)
    const incident = task && journal.view.get('incident', task.incidentId)
    const text = messageText(message, { task, incident, ...written() }, languageOf(message.personId))
    const body = { messageId: message.id, text, ...about }
    void deliver(
      { handset, kind: 'message', id: message.id, body },
      { kind: 'message.sent', subjectId: message.id, id: `${message.id}:sent`, actor: system, payload: incidentId },
    )
  }

  const look = () => {
    if (isStopped) return
    for (const task of journal.view.list('task')) {
      if (task.state !== 'held') forgetHold(task.id)
      if (task.state === 'held' && !task.planRunId) hold(task)
      if (hasBeenReleased(task)) sendTask(task)
      // After a restart once more: a recall told twice does no harm.
      else if (mustBeRecalled(task)) sendRecall(task)
    }
    for (const message of journal.view.list('message')) if (message.state === 'queued') sendMessage(message)
    // Of what the journal has let go of nothing is sent any more.
    for (const [key, { kind, id }] of taken) if (!journal.view.get(kind, id)) taken.delete(key)
  }

  const lookAgain = (delayMs: number) => {
    if (isStopped) return
    cancelTimer ??= schedule(delayMs, () => {
      cancelTimer = undefined
      look()
    })
  }

  const stopCommits = journal.onCommitted((commit) => {
    if (commit.touched.some(({ kind }) => kind === 'task' || kind === 'message' || kind === 'planRun')) look()
  })
  look()
  isStarted = true

  return {
    async receive(receipt) {
      const { kind, id } = receipt.subject
      const person = district.personByHandset(receipt.device.id)
      const actor: Actor = person
        ? { kind: 'person', id: person.id, name: person.name.zh }
        : { kind: 'device', id: receipt.device.id }
      await journal.write((view) => {
        const subject = view.get(kind, id)
        // Only the handset that carries it may speak for it.
        if (!subject || !person || subject.personId !== person.id) return []
        const draft = entryOf(receipt, subject, actor)
        return draft ? [draft] : []
      })
    },
    stop() {
      isStopped = true
      stopCommits()
      for (const cancel of holds.values()) cancel()
      cancelTimer?.()
    },
  }
}
