import axe from 'axe-core'
import { act, Fragment, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { describe, expect, test, vi } from 'vitest'
import type { PaneId } from '../../layouts'
import { Refused, rightsByRole, type CallName, type Result } from '../../domain/contract'
import { FeedProvider, HubProvider, startSelection, useRegistryState } from '../feed'
import { setLanguage, startI18n } from '../i18n'
import { PaneHost } from '../shell/PaneHost'
import { makeAlarm, makeConflict, makeGap, makeIncident, makeSeat, makeSession } from '../testing/builders'
import { makeCertificate, makeIntruder } from '../testing/makeAccess'
import { makeForwarding } from '../testing/makeForwarding'
import { makeKpis } from '../testing/makeKpis'
import { makeTask } from '../testing/makeTask'
import { countHolds } from '../testing/countHolds'
import { createFakeClient, type FakeClient } from '../testing/fakeClient'
import { givePageASize, registryAnswers } from '../testing/render'
import { panes } from './registry'
import { makeDecision, makeRule } from './rules/testRules'

// Graphics need a real browser: pictures of the map are in the end-to-end tests, its heap in the bench.
vi.mock('./map/stageKeeper', () => ({ openStage: () => new Promise(() => {}), putStageAway: () => {} }))
vi.mock('../widgets/Chart', () => ({
  Chart: ({ label }: { label: string }) => <div role="img" aria-label={label} />,
}))

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the registry is a record by pane
const ids = Object.keys(panes) as PaneId[]

/** A district in which every pane has something to show, to somebody who may see everything. */
function makeWorld(): FakeClient {
  const client = createFakeClient({
    ...registryAnswers(),
    'alarm.history': () => ({ alarms: [makeAlarm({ id: 'past' })] }),
    'alarmSetting.history': () => ({ changes: [] }),
    'account.list': () => ({ accounts: [] }),
    'access.read': () => ({ keys: { devices: 1, revoked: 0, overlapping: 0 } }),
    'presence.list': () => ({ people: [] }),
    'rule.counters': () => ({ isDriving: true, counters: [] }),
    'rule.decisions': () => ({ decisions: [makeDecision()] }),
    'command.history': () => ({ commands: [] }),
    'passThrough.counts': () => ({ counts: [] }),
    'refusal.list': () => ({ refusals: [], total: 0, byReason: {} }),
  })
  client.emit('session.changed', { ...makeSession(), rights: [...new Set(Object.values(rightsByRole).flat())] })
  client.emit('seat.changed', makeSeat())
  const level = { isSnapshot: true, position: 7, removes: [] }
  client.emit('alarm.changed', { ...level, upserts: [makeAlarm({ id: 'fire' }), makeAlarm({ deviceId: 'tm-4' })] })
  client.emit('alarmSetting.changed', {
    ...level,
    upserts: [
      {
        id: 'tm-4#hot',
        deviceId: makeAlarm({ deviceId: 'tm-4' }).deviceId,
        definitionId: 'hot',
        values: { limit: 70 },
        reason: '夏季',
        saved: { by: { kind: 'account', id: 'A-1', name: '李' }, atMs: 1 },
      },
    ],
  })
  client.emit('incident.changed', { ...level, upserts: [makeIncident()] })
  client.emit('task.changed', { ...level, upserts: [makeTask({ incidentId: makeIncident().id })] })
  client.emit('conflict.changed', { ...level, upserts: [makeConflict()] })
  client.emit('rule.changed', { ...level, upserts: [makeRule()] })
  client.emit('codec.changed', { ...level, upserts: [] })
  client.emit('commandBatch.changed', { ...level, upserts: [] })
  client.emit('commandSchedule.changed', { ...level, upserts: [] })
  client.emit('graphic.changed', { ...level, upserts: [] })
  client.emit('graphicSymbol.changed', { ...level, upserts: [] })
  client.emit('gap.changed', { ...level, upserts: [makeGap()] })
  client.emit('forwarding.changed', makeForwarding())
  client.emit('intruder.changed', { ...level, upserts: [makeIntruder({ lockedUntilMs: 8e15 })] })
  client.emit('certificate.changed', { ...level, upserts: [makeCertificate()] })
  client.emit('activation.changed', { ...level, upserts: [] })
  client.emit('accessRule.changed', { ...level, upserts: [] })
  client.emit('maker.changed', {
    ...level,
    upserts: [{ id: 'm', name: { zh: '海湾', en: 'Haiwan' }, saved: { by: { kind: 'system', id: 'demo' }, atMs: 0 } }],
  })
  return client
}

/** What is there before anything is shown at all. */
const isGround = (name: string): boolean => /^(registry|session|seat|setting|clock)\b/.test(name)

/** The same district, quiet: its feeds tell of nothing, and nothing is found. */
function emptied(client: FakeClient): FakeClient {
  const quiet = (event: object) => ({
    ...event,
    ...('upserts' in event && { upserts: [] }),
    ...('routes' in event && { routes: [], states: [] }),
  })
  const found: Partial<Record<CallName, unknown>> = {
    'alarm.history': { alarms: [] },
    'alarm.kpis': makeKpis({ annunciations: 0, stale: [], staleCount: 0 }),
  }
  return {
    ...client,
    call: (name, params) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the name ties question and answer together
      name in found ? Promise.resolve(found[name] as Result<typeof name>) : client.call(name, params),
    on: (name, filter, listener, onEnded) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an event with nothing in it is one of the same kind
      client.on(name, filter, (event) => listener(quiet(event as object) as typeof event), onEnded),
  }
}

/** The same district, whose core answers otherwise from now on. @param ended why its feeds end; without it they stay silent */
function answering(client: FakeClient, answer: () => Promise<never>, ended?: string): FakeClient {
  return {
    ...client,
    call: (name, params) => (isGround(name) ? client.call(name, params) : answer()),
    on(name, filter, listener, onEnded) {
      if (isGround(name)) return client.on(name, filter, listener, onEnded)
      if (ended !== undefined) queueMicrotask(() => onEnded?.(ended))
      return () => {}
    },
  }
}

const turn = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Draws at once. Between drawings the page lives as it does for people, with frames and answers that come by themselves. */
async function drawn(work: () => unknown): Promise<void> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  await act(async () => void (await work()))
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
}

/** A window with one pane in it that comes and goes, as a person changes layouts. */
async function openWindow(client: FakeClient) {
  givePageASize()
  await startI18n('zh-CN')
  const stopSelection = startSelection()
  const box = document.body.appendChild(document.createElement('main'))
  const root = createRoot(box)
  const WhenReady = ({ children }: { children: React.ReactNode }) =>
    useRegistryState().status === 'ready' ? children : undefined
  return {
    box,
    show: (pane: React.ReactNode) =>
      drawn(() =>
        root.render(
          <FeedProvider client={client}>
            <HubProvider>
              <WhenReady>{pane}</WhenReady>
            </HubProvider>
          </FeedProvider>,
        ),
      ),
    async close() {
      await drawn(() => root.unmount())
      stopSelection()
      box.remove()
    },
  }
}

describe.each(ids)('the pane %s', (pane) => {
  test('can be used without seeing it, in both languages', async () => {
    const page = await openWindow(makeWorld())
    await page.show(<PaneHost pane={pane} />)
    await loaded(page.box)
    expect(page.box.textContent).not.toContain('此窗格出错')
    expect(await gravesOf(page.box)).toEqual([])
    await drawn(() => setLanguage('en'))
    expect(await gravesOf(page.box, names)).toEqual([])
    await drawn(() => setLanguage('zh-CN'))
    await page.close()
  })

  test('lets go of all it took when it is closed, again and again', async () => {
    expect(await heldAfter(<PaneHost pane={pane} />)).toEqual(nothing)
  })
})

/** Sentence of each pane of things, alarms, commands and rules that has nothing to show. */
const sentences = {
  alarms: '无在案告警。新告警会立即出现在这里。',
  alarmReport: '这段时间没有告警。',
  alarmHistory: '这段时间没有符合条件的告警。',
  alarmSettings: '没有设备单独设过告警',
  commandCentre: '选设备类型和指令，核对每台的现状后执行。',
  rules: '还没有规则。用“新建规则”写第一条。',
  refusals: '没有被拒之门外的接入者。',
  certificates: '还没有证书。',
  forwarding: '还没有数据转发路由。',
  gaps: '没有缺口：近 12 小时现场所报都已收到。',
  conflicts: '没有待处置的冲突。',
  workOrders: '现在没有工单。',
  dispatch: '没有进行中的事件。',
  trends: '再从上方添加测点。',
} as const satisfies Partial<Record<PaneId, string>>
/** What is typed there waits for nothing. */
const waitsForNothing = new Set<PaneId>(['commandCentre', 'trends'])

describe.each(Object.entries(sentences))('the pane %s', (name, sentence) => {
  const pane = ids.find((id) => id === name) ?? 'alarms'

  test('says in a sentence that there is nothing, and what then', async () => {
    const page = await openWindow(emptied(makeWorld()))
    await page.show(<PaneHost pane={pane} />)
    await vi.waitFor(() => expect(page.box.textContent).toContain(sentence), { timeout: 20_000 })
    await page.close()
  })

  test.skipIf(waitsForNothing.has(pane))(
    'neither says that there is nothing while nothing has come, nor when it was refused',
    async () => {
      const waiting = await openWindow(answering(makeWorld(), () => new Promise(() => {})))
      await waiting.show(<PaneHost pane={pane} />)
      await vi.waitFor(() => expect(waiting.box.querySelector('[aria-busy]')).not.toBeNull(), { timeout: 20_000 })
      expect(waiting.box.textContent).not.toContain(sentence)
      await waiting.close()

      const refused = await openWindow(
        answering(makeWorld(), () => Promise.reject(new Refused('tooManyRequests')), 'tooManyRequests'),
      )
      await refused.show(<PaneHost pane={pane} />)
      await vi.waitFor(
        () => expect(refused.box.querySelector('[role=alert]')?.textContent).toContain('tooManyRequests'),
        {
          timeout: 20_000,
        },
      )
      expect(refused.box.textContent).not.toContain(sentence)
      await refused.close()
    },
  )

  test('says to whom it is not shown, and who may change that', async () => {
    const client = makeWorld()
    client.emit('session.changed', { ...makeSession(), rights: [] })
    const page = await openWindow(client)
    await page.show(<PaneHost pane={pane} />)
    expect(page.box.textContent).toContain('请系统管理员调整角色')
    await page.close()
  })
})

test('a pane that forgets a timer is found out', async () => {
  function Forgetful() {
    useEffect(() => {
      setInterval(() => {}, 60_000)
    }, [])
    return <p>…</p>
  }
  expect(await heldAfter(<Forgetful />)).toEqual({ ...nothing, timer: times })
})

/** The first time the code of a pane is loaded. */
const loaded = (box: Element) =>
  vi.waitFor(
    async () => {
      await turn(20)
      expect(box.querySelector('[aria-busy]')).toBeNull()
      expect(box.textContent).not.toBe('')
    },
    { timeout: 20_000 },
  )

/** What another language can break: a name that is missing there. */
const names = ['aria-command-name', 'aria-input-field-name', 'aria-toggle-field-name', 'button-name', 'image-alt']
  .concat(['input-button-name', 'label', 'link-name', 'role-img-alt', 'select-name', 'svg-img-alt'])
  .concat(['valid-lang', 'html-has-lang'])

/** What axe calls serious or critical. A simulated page has no colours: contrast is measured by the tokens. */
async function gravesOf(box: Element, only?: string[]): Promise<string[]> {
  const { violations } = await axe.run(
    { include: [box], exclude: [['svg *']] },
    {
      resultTypes: ['violations'],
      ...(only
        ? { runOnly: { type: 'rule', values: only } }
        : { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } }),
    },
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** What is counted is counted exactly: one time too many shows as well after five times as after fifty, and heaps are weighed in the bench. */
const times = import.meta.env['CHENGTAI_NIGHTLY'] ? 50 : 5

const nothing = { timer: 0, frame: 0, listener: 0, observer: 0, channel: 0, feed: 0 }

/** What is held more when a pane has been exchanged for itself many times than after the first time: what the window keeps for all panes is there by then. */
async function heldAfter(pane: React.ReactNode): Promise<typeof nothing> {
  const client = makeWorld()
  const counter = countHolds()
  try {
    const page = await openWindow(client)
    // Another key is another pane: the former one goes, this one comes.
    const comeAndGo = (time: number) => page.show(<Fragment key={time}>{pane}</Fragment>)
    const held = async () => {
      // What was asked for the next frame runs out by itself.
      await turn(150)
      return { ...counter.held(), feed: client.listenerCount() }
    }
    await comeAndGo(0)
    await loaded(page.box)
    await comeAndGo(1)
    const before = await held()
    for (let time = 2; time < times + 2; time++) await comeAndGo(time)
    const after = await held()
    await page.close()
    return {
      timer: after.timer - before.timer,
      frame: after.frame - before.frame,
      listener: after.listener - before.listener,
      observer: after.observer - before.observer,
      channel: after.channel - before.channel,
      feed: after.feed - before.feed,
    }
  } finally {
    counter.stop()
  }
}
