import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import { Refused, RuleFiring, type Params } from '../../domain/contract'
import type { z } from 'zod'
import { runAction } from '../keys/keyboard'
import { makeSession } from '../testing/builders'
import { renderPage, type Page } from '../testing/render'
import { Proposals } from './Proposals'
import { waitingProposals } from './waitingProposals'

let page: Page
afterEach(() => page.close())

const inMs = (ms: number) => Date.now() + ms
const makeFiring = (id: string, partial: Partial<z.input<typeof RuleFiring>> = {}): RuleFiring =>
  RuleFiring.parse({
    id,
    ruleId: 'fire-frees-doors',
    version: 1,
    cause: { trigger: 0, kind: 'alarm', atMs: 0, deviceId: 'smoke-1806', alarmId: 'a-1' },
    parts: [],
    deeds: [
      { action: 0, kind: 'command', how: 'propose', to: 'tm-4', service: 'switch_off', commandClass: 2 },
      { action: 1, kind: 'message', how: 'act', to: 'sun-hao' },
      { action: 2, kind: 'incident', how: 'propose' },
    ],
    name: { zh: '火警放门', en: 'Fire frees doors' },
    fired: { by: { kind: 'system', id: 'rules' }, atMs: 0 },
    isStanding: true,
    proposal: { state: 'waiting', untilMs: inMs(60_000) },
    ...partial,
  })

async function open(firings: RuleFiring[], options: Parameters<typeof renderPage>[1] = {}) {
  page = await renderPage(<Proposals focus={{ alarmId: 'a-1' }} />, options)
  page.client.emit('ruleFiring.changed', { isSnapshot: true, position: 1, upserts: firings, removes: [] })
  await page.settle()
}
const answers = () =>
  page.client.calls
    .filter(({ name }) => name === 'rule.confirm' || name === 'rule.decline')
    .map(({ name, params }) => [name, (params as Params<'rule.confirm'>).firingId])

test('what a rule proposes stands there with what, why and how long, and one key confirms it once', async () => {
  await open([makeFiring('f-1')], { answers: { 'rule.confirm': () => ({}) } })
  expect(page.text()).toMatch(/switch_off · 1 台；立事件规则“火警放门”提请 · 感烟 YG-T2-1806 · 还剩 \d\d:\d\d/)
  await act(async () => {
    runAction('confirmProposal')
    runAction('confirmProposal')
  })
  await page.settle()
  expect(answers()).toEqual([['rule.confirm', 'f-1']])
})

test('one that was answered elsewhere says so, and can be tried again', async () => {
  await open([makeFiring('f-1')], {
    answers: {
      'rule.decline': () => {
        throw new Refused('tooLate')
      },
    },
  })
  await page.click(page.find('不采纳'))
  await page.settle()
  expect(document.querySelector('[role=alert]')).not.toBeNull()
  expect(page.find('不采纳')).toHaveProperty('disabled', false)
})

test('who may not command sees it and cannot confirm it, not even by the key', async () => {
  await open([makeFiring('f-1')], { session: makeSession('manager') })
  expect(page.find('确认执行')).toHaveProperty('disabled', true)
  runAction('confirmProposal')
  await page.settle()
  expect(answers()).toEqual([])
})

test('those of what one works on come first; what is answered or over is gone', () => {
  const soon = makeFiring('soon', {
    cause: { trigger: 0, kind: 'manual', atMs: 0 },
    proposal: { state: 'waiting', untilMs: 50 },
  })
  const own = makeFiring('own', { proposal: { state: 'waiting', untilMs: 90 } })
  const over = makeFiring('over', { proposal: { state: 'waiting', untilMs: 10 } })
  const done = makeFiring('done', { proposal: { state: 'confirmed', untilMs: 90 } })
  const ids = (isOnlyFocus: boolean) =>
    waitingProposals([soon, own, over, done], 20, { alarmId: 'a-1' }, isOnlyFocus).map(({ id }) => id)
  expect(ids(false)).toEqual(['own', 'soon'])
  expect(ids(true)).toEqual(['own'])
})
