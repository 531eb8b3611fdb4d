import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import { DeviceId, type CheckedParams, type Rule } from '../../../domain/contract'
import { select } from '../../feed'
import { makeAlarm, makeSeat, makeSession } from '../../testing/builders'
import { makeForwarding } from '../../testing/makeForwarding'
import { renderPage, type Page } from '../../testing/render'
import { RulesPane } from './RulesPane'
import { makeDecision, makeRule } from './testRules'

let page: Page
afterEach(() => page.close())

async function open(rule: Rule, role: Parameters<typeof makeSession>[0] = 'shiftLeader') {
  page = await renderPage(<RulesPane />, {
    session: makeSession(role),
    answers: {
      'rule.counters': () => ({ isDriving: true, counters: [] }),
      'rule.decisions': () => ({ decisions: [] }),
      'rule.check': () => ({ problems: [], variables: [] }),
      'rule.trigger': () => ({}),
      'rule.dryRun': () => ({ decision: makeDecision() }),
      'alarm.history': () => ({ alarms: [makeAlarm({ id: 'past', raisedAtMs: 1_000_000 })] }),
      'history.read': ({ fromMs, toMs }) => {
        const value = Float64Array.of(4.2)
        const columns = { timesMs: Float64Array.of(999_000), minimum: value, maximum: value, average: value }
        return { fromMs, toMs, resolution: 'raw', ...columns, qualities: Uint8Array.of(0) }
      },
    },
  })
  page.client.emit('rule.changed', { isSnapshot: true, position: 7, upserts: [rule], removes: [] })
  page.client.emit('ruleFiring.changed', { isSnapshot: true, position: 7, upserts: [], removes: [] })
  await page.settle()
  await page.click(page.find('烟感弹摄像机', '[role=row]'))
  await page.settle()
}
const asked = <N extends 'rule.trigger' | 'rule.dryRun'>(call: N) =>
  page.client.calls.filter(({ name }) => name === call).map(({ params }) => params as CheckedParams<N>)
const node = (key: string) => document.querySelector<HTMLElement>(`.react-flow__node[data-id="${key}"]`)
const byHand = (partial: Partial<Rule> = {}) => makeRule({ triggers: [{ kind: 'manual' }], conditions: [], ...partial })

test('a rule is set off by hand after what it does has been read, at the device that is selected', async () => {
  await open(byHand())
  act(() => select({ deviceId: DeviceId.parse('tm-4') }))
  await page.click(page.find('立即触发'))
  expect(document.querySelector('dialog')?.textContent).toMatch(/通知值班长.*以您的名义/)
  expect(asked('rule.trigger')).toEqual([])
  await page.click(page.find('触发', 'dialog [type=submit]'))
  await page.settle()
  expect(asked('rule.trigger')).toMatchObject([{ id: 'smoke-shows-camera', deviceId: 'tm-4' }])
  expect(page.text()).toContain('已触发')
})

test('a rule that is off, or without the right, is not set off; one without such a trigger offers nothing', async () => {
  await open(byHand({ isEnabled: false }))
  expect(page.find('立即触发')).toMatchObject({ disabled: true, title: '规则已停用，先启用' })
  await page.close()
  await open(byHand(), 'manager')
  expect(page.find('立即触发')).toHaveProperty('disabled', true)
  await page.close()
  await open(makeRule())
  expect(page.find('立即触发')).toBeUndefined()
})

test('a dry run takes an alarm of the record as its cause: its moment, and the values that stood then', async () => {
  await open(
    makeRule({
      triggers: [{ kind: 'sample', devices: { systemKeys: ['fire.wireless_smoke'] }, property: 'obscuration' }],
    }),
  )
  await page.click(page.find('试运行', '[role=tab]'))
  await page.settle()
  await page.click(page.find('火警'))
  await page.settle()
  await page.click(page.find('试运行', '[type=submit]'))
  await page.settle()
  expect(asked('rule.dryRun')).toMatchObject([
    { cause: { deviceId: 'smoke-1806', atMs: 1_000_000, values: { obscuration: 4.2 } } },
  ])
})

test('what is handed on goes to a forwarding target that is chosen by name', async () => {
  await open(makeRule({ actions: [{ kind: 'forward', targetId: 'route-2' }] }))
  page.client.emit('forwarding.changed', makeForwarding())
  await page.click(node('action.0'))
  await page.settle()
  expect(document.querySelector<HTMLInputElement>('aside input[role=combobox]')?.value).toBe('能耗归档')
})

test('a schedule by working days says up to which year they are known', async () => {
  await open(
    makeRule({ triggers: [{ kind: 'schedule', times: ['08:00'], days: { kind: 'workday' } }], conditions: [] }),
  )
  // Further on than any notice reaches.
  page.client.emit('seat.changed', makeSeat({ nowMs: Date.UTC(2090, 5, 1) }))
  await page.click(node('trigger.0'))
  await page.settle()
  expect(page.text()).toMatch(/法定节假日只知到 \d{4} 年/)
  await page.click(page.find('休息日', 'button[aria-pressed]'))
  await page.settle()
  expect(page.text()).toContain('2090、2091 年的法定节假日与调休不在内置表中')
})
