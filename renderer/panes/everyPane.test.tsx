import axe from 'axe-core'
import { act, Fragment, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { describe, expect, test, vi } from 'vitest'
import type { PaneId } from '../../layouts'
import { rightsByRole } from '../../domain/contract'
import { FeedProvider, HubProvider, startSelection, useRegistryState } from '../feed'
import { setLanguage, startI18n } from '../i18n'
import { PaneHost } from '../shell/PaneHost'
import { makeAlarm, makeConflict, makeGap, makeIncident, makeSeat, makeSession } from '../testing/builders'
import { makeCertificate, makeIntruder } from '../testing/makeAccess'
import { makeForwarding } from '../testing/makeForwarding'
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
