import { afterEach, describe, expect, test } from 'vitest'
import { Refused, type Params, type Rule } from '../../../domain/contract'
import { makeSession } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { RulesPane } from './RulesPane'
import { makeDecision, makeRule } from './testRules'

let page: Page
afterEach(() => page.close())

const engineer = { ...makeSession('engineer'), rights: [...makeSession('engineer').rights, 'rule.write' as const] }
const smoke = () =>
  makeRule({
    triggers: [{ kind: 'sample', devices: { systemKeys: ['fire.wireless_smoke'] }, property: 'obscuration' }],
  })

async function open(rules: Rule[] = [smoke()], answers: Parameters<typeof renderPage>[1] = {}) {
  page = await renderPage(<RulesPane />, {
    session: engineer,
    ...answers,
    answers: {
      'rule.counters': () => ({
        isDriving: true,
        counters: [
          { ruleId: 'smoke-shows-camera', triggered: 9, decided: 9, fired: 3, limited: 1, loops: 0, unknown: 0 },
        ],
      }),
      'rule.decisions': () => ({ decisions: [makeDecision()] }),
      'rule.check': () => ({ problems: [], variables: [{ name: 'obscuration', type: 'number', unit: '%/m' }] }),
      ...answers.answers,
    },
  })
  page.client.emit('rule.changed', { isSnapshot: true, position: 7, upserts: rules, removes: [] })
  page.client.emit('ruleFiring.changed', { isSnapshot: true, position: 7, upserts: [], removes: [] })
  await page.settle()
}
const row = (name: string) => page.find(name, '[role=row]')
const node = (key: string) => document.querySelector<HTMLElement>(`.react-flow__node[data-id="${key}"]`)
const field = (label: string) => {
  const found = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === label)
  return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement | null
}
const savedRules = () =>
  page.client.calls.filter(({ name }) => name === 'rule.save').map(({ params }) => params as Params<'rule.save'>)

test('the list says of each rule whether it is on, how often it acted and how it decided last', async () => {
  await open([smoke(), makeRule({ id: 'off', name: { zh: '停着的', en: 'Off' }, isEnabled: false })])
  expect(row('烟感弹摄像机')?.textContent).toMatch(/启用.*3.*动作/)
  expect(row('停着的')?.textContent).toMatch(/停用.*—/)
  expect(page.text()).toContain('共 2 条，启用 1 条')
})

test('a rule opens with its sentence and its drawing', async () => {
  await open()
  await page.click(row('烟感弹摄像机'))
  await page.settle()
  expect(document.querySelector('[role=note]')?.textContent).toMatch(/^当.*减光率高于 3\.5.*通知值班长：“烟感升高”/)
  expect(['trigger.0', 'condition.0', 'limit', 'action.0'].map((key) => node(key)?.textContent)).toEqual([
    expect.stringContaining('减光率'),
    expect.stringContaining('高于 3.5'),
    expect.stringContaining('最多 1 次'),
    expect.stringContaining('值班长'),
  ])
})

describe('writing', () => {
  test('a changed limit stands in the sentence at once, is taken back with one key, and is saved as a new version', async () => {
    await open(undefined, { answers: { 'rule.save': () => ({ id: 'smoke-shows-camera', version: 2, warnings: [] }) } })
    await page.click(row('烟感弹摄像机'))
    await page.click(node('limit'))
    await page.type(field('最多次数')!, '3')
    expect(document.querySelector('[role=note]')?.textContent).toContain('最多 3 次')
    await page.click(document.querySelector('[aria-label^="撤销一步"]'))
    expect(document.querySelector('[role=note]')?.textContent).toContain('最多 1 次')
    await page.click(document.querySelector('[aria-label^="重做"]'))
    await page.click(page.find('保存版本'))
    await page.settle()
    expect(savedRules().map(({ basis, rule }) => [basis, (rule as Rule).limit.times])).toEqual([[1, 3]])
    expect(page.find('保存版本')).toHaveProperty('disabled', true)
  })

  test('parts are added from the bar and taken out with Delete, but never the last action', async () => {
    await open()
    await page.click(row('烟感弹摄像机'))
    await page.click(page.find('动作', '[aria-haspopup=menu]'))
    await page.click(page.find('派工单', '[role=menuitem]'))
    expect(node('action.1')?.textContent).toContain('安保')
    await page.click(page.find('删除'))
    expect(node('action.1')).toBeNull()
    await page.click(node('action.0'))
    expect(page.find('删除')).toHaveProperty('disabled', true)
  })

  test('a mistake in an expression is pointed out where it stands, and keeps the rule from being saved', async () => {
    await open(undefined, {
      answers: {
        'rule.check': () => ({
          problems: [
            { path: 'conditions.0.source', code: 'badExpression', level: 'error', start: 12, end: 15, what: '>' },
          ],
          variables: [],
        }),
      },
    })
    await page.click(row('烟感弹摄像机'))
    await page.click(node('condition.0'))
    await expect.poll(() => document.querySelector('mark')?.textContent).toBe('> 3')
    expect(page.text()).toContain('表达式写错了')
    expect(page.find('保存版本')).toHaveProperty('disabled', true)
  })

  test('what somebody else has saved meanwhile is told, and nothing of theirs is overwritten', async () => {
    await open(undefined, {
      answers: {
        'rule.save': () => {
          throw new Refused('worldMoved')
        },
      },
    })
    await page.click(row('烟感弹摄像机'))
    await page.click(node('limit'))
    await page.type(field('最多次数')!, '5')
    page.client.emit('rule.changed', {
      isSnapshot: false,
      position: 8,
      upserts: [{ ...smoke(), version: 2, limit: { times: 9, withinMs: 600_000, of: 'device' } }],
      removes: [],
    })
    await page.settle()
    expect(page.text()).toContain('其他人已存了更新的版本')
    await page.click(page.find('保存版本'))
    await page.settle()
    expect(document.querySelector('[role=alert]')).not.toBeNull()
    await page.click(page.find('放弃改动'))
    expect(document.querySelector('[role=note]')?.textContent).toContain('最多 9 次')
  })
})

test('a dry run lights the nodes that were reached, with the values that stood there', async () => {
  await open(undefined, { answers: { 'rule.dryRun': () => ({ decision: makeDecision() }) } })
  await page.click(row('烟感弹摄像机'))
  await page.click(page.find('试运行', '[role=tab]'))
  await page.settle()
  await page.click(page.find('试运行', '[type=submit]'))
  await expect.poll(() => page.client.calls.some(({ name }) => name === 'rule.dryRun')).toBe(true)
  // A form is sent by the browser, which a simulated click asks for.
  await page.settle()
  expect(node('condition.0')?.textContent).toContain('obscuration = 4.20\u2009%/m')
  expect(node('action.0')?.querySelector('[data-mark]')?.getAttribute('data-mark')).toBe('act')
})

test('a back-test shows its progress, counts what would have been done, and a mark explains itself', async () => {
  await open()
  await page.click(row('烟感弹摄像机'))
  await page.click(page.find('回测', '[role=tab]'))
  await page.click(page.find('开始回测'))
  await page.settle()
  const nothing = { waits: 0, no: 0, unknown: 0, limited: 0, loop: 0, elsewhere: 0 }
  const now = Date.now()
  page.client.emit('rule.backTest', {
    progress: 1,
    isDone: true,
    causes: 7,
    outcomes: { ...nothing, fires: 1, no: 6 },
    decisions: [makeDecision({ cause: { trigger: 0, kind: 'sample', atMs: now - 3_600_000, value: 4.2 } })],
    gaps: 2,
  })
  await page.settle()
  expect(page.text()).toMatch(/7 次触发 · 6 次条件不成立.*2 段没有记录/)
  await page.click(document.querySelector('[aria-label$="看原因"]'))
  expect(node('trigger.0')?.querySelector('[data-mark=yes]')).not.toBeNull()
})

test('who may not write reads everything and changes nothing', async () => {
  await open(undefined, { session: makeSession('manager') })
  await page.click(row('烟感弹摄像机'))
  await page.click(node('limit'))
  await page.settle()
  expect(field('最多次数')).toHaveProperty('disabled', true)
  expect(page.find('保存版本')).toHaveProperty('disabled', true)
  expect(page.find('新建规则')).toHaveProperty('disabled', true)
})

test('a life-safety rule cannot be switched off as a whole, and says why', async () => {
  await open([makeRule({ isLifeSafety: true })])
  await page.click(row('烟感弹摄像机'))
  const button = page.find('停用', 'button[aria-pressed]')
  expect(button).toHaveProperty('disabled', true)
  expect(document.body.textContent).toContain('生命安全规则不能整条停用')
})
