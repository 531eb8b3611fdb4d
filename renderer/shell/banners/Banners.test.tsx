import { afterEach, expect, test } from 'vitest'
import { Command, type SeatState } from '../../../domain/contract'
import { makeSeat } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { Banners } from './Banners'

let page: Page
afterEach(() => page.close())

async function open(seat: Partial<SeatState>) {
  page = await renderPage(<Banners />)
  page.client.emit('seat.changed', makeSeat(seat))
  await page.settle()
}

test('alone: names what goes on, what does not, and how much waits', async () => {
  const scope = { systems: ['fire', 'building_equipment.power_monitoring', 'staff'], plots: [] }
  await open({ role: 'alone', isDriving: true, scope, pendingEntries: 57 })
  // A family by its name, a single system by what its devices are called.
  expect(page.text()).toContain('消防、变压器、人员')
  expect(page.text()).toMatch(/范围外.*停车/)
  expect(page.text()).toContain('57 条')
})

test('merging: shows how far it is, also to those who do not see the bar', async () => {
  await open({ role: 'merging', merge: { done: 25, total: 100 } })
  const bar = document.querySelector('[role=progressbar]')
  expect([bar?.getAttribute('aria-valuenow'), bar?.getAttribute('aria-valuemax')]).toEqual(['25', '100'])
  expect(bar?.querySelector('div')?.style.width).toBe('25%')
})

test('merged: tells how many entries, how long it took, and leads to what clashed', async () => {
  const nowMs = Date.now()
  await open({
    role: 'following',
    isDriving: false,
    nowMs,
    lastMerge: { atMs: nowMs - 1_000, entries: 57, conflicts: 3, tookMs: 820 },
    openConflicts: 3,
  })
  expect(page.text()).toMatch(/补齐 57 条，用时 0\.8 秒；两边有 3 处决定不同/)
  expect(page.find('看冲突')).toBeDefined()
})

test('a command under break-glass is told with who, what and why, for ten minutes', async () => {
  await open({})
  const given = (id: string, agoMs: number) =>
    Command.parse({
      id,
      deviceId: 'tm-4',
      service: 'open',
      input: {},
      commandClass: 2,
      state: 'answered',
      issued: { by: { kind: 'account', id: 'li', name: '李伟' }, atMs: Date.now() - agoMs },
      breakGlass: '人困在门后',
    })
  const tell = async (command: Command) => {
    page.client.emit('command.changed', { isSnapshot: true, position: 1, upserts: [command], removes: [] })
    await page.settle()
  }
  await tell(given('C-1', 60_000))
  expect(page.text()).toMatch(/李伟 破例下达：变压器 TM-4.*原因：人困在门后/)
  await tell(given('C-2', 11 * 60_000))
  expect(page.text()).not.toContain('破例')
})
