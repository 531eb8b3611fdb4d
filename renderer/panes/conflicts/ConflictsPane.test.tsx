import { afterEach, expect, test } from 'vitest'
import { makeGraphic } from '../../../domain/graphics/testGraphic'
import { currentSelection } from '../../feed'
import { makeConflict, makeIncident, makeSeat, makeSession, makeSide } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { ConflictsPane } from './ConflictsPane'

let page: Page
afterEach(() => page.close())

const zhou = { kind: 'account', id: 'zhou', name: '周敏' } as const
const li = { kind: 'account', id: 'li', name: '李伟' } as const
const t2 = { lngLat: [113.94, 22.53] as [number, number], buildingId: 't2', floor: 18 }
const mall = { lngLat: [113.95, 22.53] as [number, number], buildingId: 'mall', floor: -1 }
const twice = makeConflict({
  id: 'c1',
  sides: [
    makeSide({ seatId: 'seat-1', by: zhou, place: t2, subject: 'incident IN-1' }),
    makeSide({ seatId: 'seat-2', by: li, place: mall, subject: 'task T-2' }),
  ],
})

async function open(conflicts = [twice], role: Parameters<typeof makeSession>[0] = 'dispatcher') {
  page = await renderPage(<ConflictsPane />, {
    session: makeSession(role),
    answers: { 'conflict.settle': () => ({}) },
  })
  page.client.emit(
    'seat.changed',
    makeSeat({
      peers: [
        {
          seatId: makeSeat({ seatId: twice.sides[1]!.seatId }).seatId,
          name: '席位 B',
          kind: 'console',
          state: 'up',
          sinceMs: 0,
          behind: 0,
        },
      ],
    }),
  )
  page.client.emit('incident.changed', {
    isSnapshot: true,
    position: 1,
    upserts: [makeIncident({ id: 'IN-1' })],
    removes: [],
  })
  page.client.emit('conflict.changed', { isSnapshot: true, position: 1, upserts: conflicts, removes: [] })
  await page.settle()
}
const settled = () => page.client.calls.filter(({ name }) => name === 'conflict.settle').map(({ params }) => params)
const note = () => document.querySelector<HTMLInputElement>('article input')

test('tells who was sent where, by whom, at which seat and when, and what a person must do about it', async () => {
  await open()
  const sentence = document.querySelector('article h3')?.textContent
  expect(sentence).toMatch(
    /孙浩 同时有 2 项任务：澄湖中心 T2 · 18F（周敏 · 本席位 .*）与? ?.*中轴天街 · B1（李伟 · 席位 B /,
  )
  expect(page.text()).toContain('两项任务都有效')
  expect(page.text()).toContain('召回其中一项')
})

test('each side leads to what it wrote to', async () => {
  await open()
  await page.click(page.find('SJ-20261122-1427'))
  expect(currentSelection()).toMatchObject({ incidentId: 'IN-1' })
  await page.click(page.find('人员'))
  expect(currentSelection()).toMatchObject({ personId: 'sun-hao' })
})

test('is settled with a note, never without one', async () => {
  await open()
  expect(page.find('记为已处置')?.hasAttribute('disabled')).toBe(true)
  await page.type(note()!, '  召回了 T2 那一项 ')
  await page.click(page.find('记为已处置'))
  expect(settled()).toEqual([{ id: 'c1', note: '召回了 T2 那一项' }])
})

test('a role that may not settle sees it all the same', async () => {
  await open([twice], 'engineer')
  expect(document.querySelector('article')).not.toBeNull()
  expect(note()?.disabled).toBe(true)
})

test('a void decision says why it holds no longer; one of a later version shows its code', async () => {
  await open([
    makeConflict({ id: 'v', kind: 'decisionVoid', reason: 'gradedHigher' }),
    makeConflict({ id: 'w', kind: 'decisionVoid', reason: 'eclipsed' }),
  ])
  expect(page.text()).toContain('周敏 的一项决定不再有效：另一席位定级更高')
  expect(page.text()).toContain('不再有效：eclipsed')
})

test('a graphic changed at both seats is told by name and leads to its former versions', async () => {
  await open([
    makeConflict({
      id: 'g',
      kind: 'graphicTwice',
      sides: [
        makeSide({ seatId: 'seat-1', subject: 'graphic hall', by: li }),
        makeSide({ seatId: 'seat-2', subject: 'graphic hall', by: zhou }),
      ],
    }),
  ])
  const graphic = makeGraphic('hall', [], { name: { zh: '大厅', en: 'Hall' } })
  const upserts = [{ id: 'hall', graphic, saved: { by: li, atMs: 1 }, version: 2, isRemoved: false }]
  page.client.emit('graphic.changed', { isSnapshot: true, position: 1, upserts, removes: [] })
  await page.settle()
  expect(document.querySelector('article h3')?.textContent).toBe('组态“大厅”两边改得不同，按较晚的一份')
  await page.click(page.find('历史版本'))
  expect(currentSelection()).toEqual({ versionedGraphicId: 'hall' })
})

test('settled ones stand below with what was decided and by whom', async () => {
  await open([{ ...twice, settled: { by: li, atMs: 2_000_000, note: '已另派' } }])
  expect(document.querySelector('article')).toBeNull()
  expect(page.text()).toContain('没有待处置的冲突')
  expect(page.text()).toMatch(/已另派.*李伟/)
})
