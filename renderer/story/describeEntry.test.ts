import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { SeatId } from '../../domain/contract'
import type { Actor } from '../../domain/contract'
import type { StoredEntry } from '../../domain/journal/entry'
import { entryKinds } from '../../domain/journal/entryKinds'
import { isEntryKind } from '../../domain/journal/parseEntry'
import { formatClock, pickText } from '../i18n/format'
import { startI18n } from '../i18n'
import { languages, type Language } from '../i18n/resources'
import { makeRegistry } from '../testing/builders'
import { actorName, describeEntry, type StoryNames, subjectsOf, topicOf } from './describeEntry'

beforeAll(() => startI18n('zh-CN'))

let made = 0
const entry = (
  kind: string,
  payload: Record<string, unknown> = {},
  { id = 'x', actor = { kind: 'account', id: 'A-1', name: '周敏' } }: { id?: string; actor?: Actor } = {},
): StoredEntry => {
  const position = ++made
  return {
    id: `e${position}`,
    origin: SeatId.parse('seat-a'),
    seq: position,
    position,
    hlc: { ms: position, counter: 0 },
    actor,
    subject: { kind: isEntryKind(kind) ? entryKinds[kind].subject : 'incident', id },
    kind,
    v: 1,
    payload,
    prev: '0'.repeat(64),
    hash: '0'.repeat(64),
  }
}

const namesIn = (language: Language, story: readonly StoredEntry[]): StoryNames => ({
  registry: makeRegistry(),
  format: {
    language,
    text: (text) => pickText(text, language),
    clock: (atMs, options) => formatClock(atMs, 'Asia/Shanghai', options),
  },
  t: i18next.getFixedT(language, ['dispatch', 'common']),
  subjects: subjectsOf(story),
})
/** The last entry of a story in a language. */
const told = (story: readonly StoredEntry[], language: Language = 'zh-CN') =>
  describeEntry(namesIn(language, story), story.at(-1)!)

const kinds = Object.keys(entryKinds).filter((kind) =>
  /^(alarm|incident|planRun|task|command|message|conflict)\./.test(kind),
)

describe.each(languages)('a story in %s', (language) => {
  test.each(kinds)('has a whole sentence for %s', (kind) => {
    const sentence = told([entry(kind, { text: 'x', result: 'x', to: 'x' })], language)
    expect(sentence).not.toBe(kind)
    expect(sentence).not.toMatch(/\{\{|story\./)
    expect(sentence.trim()).not.toBe('')
  })
})

test('a sentence names the person whom the first entry of the task named', () => {
  const story = [entry('task.assigned', { personId: 'sun-hao' }), entry('task.accepted', { sourceAtMs: 1 })]
  expect(told(story)).toContain('孙浩')
  expect(told(story, 'en')).toContain('Sun Hao')
})

test('a sentence names device and alarm in the language on screen', () => {
  const raised = [entry('alarm.raised', { deviceId: 'smoke-1806', definitionId: 'smoke' }), entry('alarm.returned')]
  expect(told(raised)).toMatch(/感烟 YG-T2-1806.*火警/)
  expect(told(raised, 'en')).toMatch(/Smoke YG-T2-1806.*Fire alarm/)
})

test('what is no longer in the registry is named by its id', () => {
  expect(told([entry('task.assigned', { personId: 'gone' })])).toContain('gone')
  expect(told([entry('alarm.raised', { deviceId: 'gone-7', definitionId: 'hot' })])).toMatch(/gone-7.*hot/)
})

test('an order that another took over says so, and an urging and a reminder what they were about', () => {
  const taken = entry('task.assigned', { personId: 'sun-hao', fromTaskId: 'T-1' })
  expect(told([taken])).toBe('转派给 孙浩')
  expect(told([taken, entry('task.urged', { text: '人还在等' })])).toBe('催办 孙浩 · 人还在等')
  expect(told([taken, entry('task.reminded', { limit: 'accept', nth: 0 })], 'en')).toMatch(/Sun Hao: accepting/)
})

test('a reason stands behind the sentence: what people wrote as it is, what the core wrote in words', () => {
  expect(told([entry('task.recalled', { reason: '换人' })])).toMatch(/ · 换人$/)
  expect(told([entry('task.recalled', { reason: 'incidentClosed' })], 'en')).toMatch(/ · incident closed$/)
  expect(told([entry('planRun.stepDone', { stepId: 's', note: '2/2' })])).toMatch(/ · 2\/2$/)
})

test('a command given under break-glass says why, and a conflict what clashed', () => {
  const command = { deviceId: 'tm-4', service: 'open', breakGlass: '人困在门后' }
  expect(told([entry('command.issued', command)])).toMatch(/ · 破例：人困在门后$/)
  expect(told([entry('conflict.found', { kind: 'personTwice' })], 'en')).toContain('one person at two places')
})

test('an entry of a kind from a later version is shown by its name, never left out', () => {
  expect(told([entry('incident.teleported')])).toBe('incident.teleported')
})

test('what somebody wrote is shown as text, whatever it looks like', () => {
  expect(told([entry('incident.noted', { text: '<b>{{person}}</b>' })])).toBe('<b>{{person}}</b>')
})

test('a plan that signs an entry is named in the language of the reader', () => {
  const names = namesIn('en', [])
  const plans = new Map([['fire', { code: 'P01', name: { zh: '消防预案', en: 'Fire plan' } }]])
  const registry = Object.create(names.registry, { plans: { value: plans } }) as StoryNames['registry']
  const actor: Actor = { kind: 'plan', id: 'fire', name: '消防预案' }
  expect(actorName({ ...names, registry }, entry('task.sent', {}, { actor }))).toBe('P01 Fire plan')
})

test('an entry is signed by who did it: a person or device by name, a part of the core by its job', () => {
  const names = namesIn('zh-CN', [])
  const by = (actor: Actor) => actorName(names, entry('task.sent', {}, { actor }))
  expect(by({ kind: 'account', id: 'A-1', name: '周敏' })).toBe('周敏')
  expect(by({ kind: 'person', id: 'sun-hao' })).toBe('孙浩')
  expect(by({ kind: 'device', id: 'smoke-1806' })).toBe('感烟 YG-T2-1806')
  expect(by({ kind: 'plan', id: 'fire', name: '消防预案' })).toBe('消防预案')
  expect(by({ kind: 'system', id: 'outbox' })).toBe(i18next.t('dispatch:actor.system'))
  expect(by({ kind: 'account', id: 'A-9' })).toBe('A-9')
})

test.each([
  ['task.done', 'people'],
  ['message.sent', 'people'],
  ['command.sent', 'devices'],
  ['alarm.raised', 'devices'],
  ['planRun.finished', 'plan'],
  ['incident.noted', 'desk'],
] as const)('%s stands under the topic %s', (kind, topic) => expect(topicOf(entry(kind))).toBe(topic))

test('an order bears the number that pane and handset say, with its seat’s mark where another seat gave it', () => {
  const opened = entry('incident.opened', { number: 'SJ-1', seatMark: 'ABC' }, { id: 'I-1' })
  const given = (seatMark: string) =>
    told([
      opened,
      entry('task.assigned', { incidentId: 'I-1', personId: 'gone', ordinal: 2, seatMark }, { id: seatMark }),
    ])
  expect(given('ABC')).toMatch(/ · SJ-1-2$/)
  expect(given('KHT')).toMatch(/ · SJ-1-2KHT$/)
})

test('what a handset was told reads in English at an English desk', () => {
  const title = { zh: '18F 火警', en: 'Fire on 18F' }
  const story = [
    entry('incident.opened', { number: 'SJ-1', title }, { id: 'I-1' }),
    entry('task.assigned', { incidentId: 'I-1', title: title.zh, instruction: 'Go there', ordinal: 1 }, { id: 'T-1' }),
    entry(
      'message.queued',
      { incidentId: 'I-1', taskId: 'T-1', text: '【催办】SJ-1-1 18F 火警：Go there', words: { code: 'urge' } },
      { id: 'M-1' },
    ),
  ]
  expect(told(story, 'en')).toContain('[Urgent] SJ-1-1 Fire on 18F: Go there')
  expect(told(story)).toContain('【催办】SJ-1-1 18F 火警')
})
