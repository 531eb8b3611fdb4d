import type { TFunction } from 'i18next'
import type { StoredEntry } from '../../domain/journal/entry'
import { type EntryKind, entryKinds } from '../../domain/journal/entryKinds'
import {
  AlarmVerdict,
  ConflictKind,
  DeviceId,
  HoldReason,
  IncidentGrade,
  LocalText,
  MessageWords,
  TaskLimit,
} from '../../domain/contract'
import { messageText } from '../../domain/handset/messageText'
import { orderNumber } from '../../domain/dispatch/orderNumber'
import type { Registry } from '../feed'
import type { Formats } from '../i18n'

/** Which part of the desk an entry tells of: the filters above a story. */
export type StoryTopic = 'people' | 'devices' | 'plan' | 'desk'

const topics: Record<string, StoryTopic> = {
  task: 'people',
  message: 'people',
  command: 'devices',
  alarm: 'devices',
  planRun: 'plan',
  incident: 'desk',
}

export const topicOf = (entry: StoredEntry): StoryTopic => topics[entry.subject.kind] ?? 'desk'

/** What the sentences of a story are made with. */
export interface StoryNames {
  registry: Registry
  format: Pick<Formats, 'language' | 'text' | 'clock'>
  t: TFunction<['dispatch', 'common']>
  /** Who carries a task or message, which device a command asked: told by the entry that made the subject. */
  subjects: ReadonlyMap<string, StoredEntry>
  planId?: string | undefined
}

const textOf = (entry: StoredEntry | undefined, field: string): string => {
  const value = entry?.payload[field]
  return typeof value === 'string' ? value : ''
}

function personName({ registry, format }: StoryNames, id: string): string {
  const person = registry.people.get(id)
  return person ? format.text(person.name) : id
}

function deviceName({ registry, format }: StoryNames, id: string): string {
  const index = registry.deviceIndex(id)
  if (index === undefined) return id
  return (format.language === 'zh-CN' ? registry.devices.namesZh[index] : registry.devices.namesEn[index]) ?? id
}

function stepName({ registry, format, planId }: StoryNames, id: string): string {
  const step = planId === undefined ? undefined : registry.plans.get(planId)?.steps.find((s) => s.id === id)
  return step ? format.text(step.name) : id
}

/** First entry of each subject of a story, by `kind id`. */
export const subjectsOf = (story: readonly StoredEntry[]): Map<string, StoredEntry> => {
  const subjects = new Map<string, StoredEntry>()
  for (const entry of story) {
    const key = `${entry.subject.kind} ${entry.subject.id}`
    if (!subjects.has(key)) subjects.set(key, entry)
  }
  return subjects
}

/** Words that the core writes as keys because they are nobody's own words. */
const reasonKeys = ['reassigned', 'undone', 'incidentClosed', 'nobodyFree', 'noDevices', 'nobodyToTell'] as const
const isReasonKey = (text: string): text is (typeof reasonKeys)[number] => reasonKeys.some((key) => key === text)

/** The name under which an entry's actor did it; the core's own parts by their job. */
export function actorName(names: StoryNames, entry: StoredEntry): string {
  const { actor } = entry
  if (actor.kind === 'person') return personName(names, actor.id)
  if (actor.kind === 'device') return deviceName(names, actor.id)
  if (actor.kind === 'plan' && names.registry.plans.has(actor.id)) return planName(names, actor.id)
  if (actor.kind === 'system' || actor.kind === 'rule') return names.t(`dispatch:actor.${actor.kind}`)
  return actor.name ?? actor.id
}

/** Kinds of entry that stories have a sentence for: whatever can belong to an incident. */
type StoryKind = Extract<
  EntryKind,
  `${'alarm' | 'incident' | 'planRun' | 'task' | 'command' | 'message' | 'conflict'}.${string}`
>
const storyKeys: ReadonlySet<string> = new Set(
  Object.keys(entryKinds)
    .filter((kind) => !/^(account|session|configuration|seat|gap|lease|show|look|outOfService)\./.test(kind))
    .map((kind) => `story.${kind}`),
)
const isStoryKey = (key: string): key is `story.${StoryKind | 'task.reassigned'}` =>
  storyKeys.has(key) || key === 'story.task.reassigned'

/** What a message said, in the language on screen. */
function wordsOf({ subjects, registry, format }: StoryNames, entry: StoredEntry): string {
  const text = textOf(entry, 'text')
  if (entry.kind !== 'message.queued' || format.language === 'zh-CN') return text
  const words = MessageWords.safeParse(entry.payload['words'])
  const given = subjects.get(`task ${textOf(entry, 'taskId')}`)
  const opened = subjects.get(`incident ${textOf(entry, 'incidentId')}`)
  const title = LocalText.safeParse(opened?.payload['title'])
  const stepId = textOf(entry, 'stepId')
  const ordinal = given?.payload['ordinal']
  const about = {
    plans: registry.plans.values(),
    alarms: [...registry.types.values()].flatMap(({ alarms }) => alarms),
    task: given && {
      title: textOf(given, 'title'),
      instruction: textOf(given, 'instruction'),
      ...(textOf(given, 'stepId') !== '' && { stepId: textOf(given, 'stepId') }),
      ...(typeof ordinal === 'number' && { ordinal }),
      ...markOf(given),
    },
    incident:
      opened && title.success ? { number: textOf(opened, 'number'), title: title.data, ...markOf(opened) } : undefined,
  }
  const message = { text, ...(words.success && { words: words.data }), ...(stepId !== '' && { stepId }) }
  return messageText(message, about, 'en')
}

/** Number of the order that an entry gave. */
function numberOf({ subjects }: StoryNames, entry: StoredEntry): string {
  const opened = subjects.get(`incident ${textOf(entry, 'incidentId')}`)
  const ordinal = entry.payload['ordinal']
  if (!opened || typeof ordinal !== 'number') return ''
  const incident = { number: textOf(opened, 'number'), ...markOf(opened) }
  return orderNumber(incident, { ordinal, ...markOf(entry) })
}

const markOf = (entry: StoredEntry): { seatMark?: string } => {
  const seatMark = textOf(entry, 'seatMark')
  return seatMark === '' ? {} : { seatMark }
}

/** One sentence for one entry, in the language on screen. An unknown kind is shown by its name, never left out. */
export function describeEntry(names: StoryNames, entry: StoredEntry): string {
  const { t, format, registry } = names
  const made = names.subjects.get(`${entry.subject.kind} ${entry.subject.id}`) ?? entry
  const grade = IncidentGrade.safeParse(entry.payload['grade'])
  const held = HoldReason.safeParse(entry.subject.kind === 'alarm' ? entry.payload['reason'] : undefined)
  const verdict = AlarmVerdict.safeParse(entry.payload['verdict'])
  const until = entry.payload['untilMs']
  const level = entry.payload['level']
  const limit = TaskLimit.safeParse(entry.payload['limit'])
  const reason =
    textOf(entry, 'reason') ||
    textOf(entry, 'note') ||
    textOf(entry, 'comment') ||
    (entry.kind === 'task.urged' ? textOf(entry, 'text') : '')
  const definitionId = textOf(made, 'definitionId')
  const deviceId = DeviceId.safeParse(made.payload['deviceId'])
  const alarm = deviceId.success ? registry.alarmDefinition({ deviceId: deviceId.data, definitionId }) : undefined
  const values = {
    person: personName(names, textOf(made, 'personId')),
    device: deviceName(names, textOf(made, 'deviceId')),
    service: serviceName(names, made),
    alarm: alarm ? format.text(alarm.name) : definitionId,
    step: stepName(names, textOf(entry, 'stepId')),
    grade: grade.success ? t(`common:grade.${grade.data}`) : '',
    number: textOf(entry, 'number'),
    text: wordsOf(names, entry),
    result: textOf(entry, 'result'),
    to: textOf(entry, 'to'),
    // Most devices say no more than that they did it.
    answer: textOf(entry, 'answer').replace(/^success$/i, ''),
    reason: held.success
      ? t(`common:holdReason.${held.data}`)
      : isReasonKey(reason)
        ? t(`dispatch:reason.${reason}`)
        : reason,
    verdict: verdict.success ? t(`common:alarmVerdict.${verdict.data}`) : '',
    until: typeof until === 'number' ? format.clock(until, { seconds: false }) : '',
    limit: limit.success ? t(`dispatch:limit.${limit.data}`) : '',
    level: typeof level === 'number' ? level : 0,
    plan: planName(names, textOf(entry, 'planId')),
    conflict: conflictName(names, entry),
  }
  const isTakenOver = entry.kind === 'task.assigned' && textOf(entry, 'fromTaskId') !== ''
  const key = isTakenOver ? 'story.task.reassigned' : `story.${entry.kind}`
  const sentence = isStoryKey(key) ? t(`dispatch:${key}`, values) : entry.kind
  const breakGlass = textOf(entry, 'breakGlass')
  return [
    sentence,
    entry.kind === 'task.assigned' && numberOf(names, entry),
    values.reason !== '' && !sentence.includes(values.reason) && values.reason,
    breakGlass !== '' && t('dispatch:breakGlass', { reason: breakGlass }),
  ]
    .filter(Boolean)
    .join(' · ')
}

function serviceName({ registry, format }: StoryNames, entry: StoredEntry): string {
  const id = textOf(entry, 'service')
  const index = registry.deviceIndex(textOf(entry, 'deviceId'))
  const service = index === undefined ? undefined : registry.deviceType(index)?.services.find((s) => s.id === id)
  return service ? format.text(service.name) : id
}

function conflictName({ t }: StoryNames, entry: StoredEntry): string {
  const kind = ConflictKind.safeParse(entry.payload['kind'])
  return kind.success ? t(`common:conflictKind.${kind.data}`) : ''
}

function planName({ registry, format }: StoryNames, id: string): string {
  const plan = registry.plans.get(id)
  return plan ? `${plan.code} ${format.text(plan.name)}` : id
}
