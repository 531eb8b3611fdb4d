import { afterEach, expect, test } from 'vitest'
import type { SeatState } from '../../../domain/contract'
import { makeSeat } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { isBackupDue } from './BackupFact'
import { StatusBar } from './StatusBar'

let page: Page
afterEach(() => page?.close())

async function open(seat: Partial<SeatState>) {
  page = await renderPage(<StatusBar onKeys={() => undefined} />)
  page.client.emit('seat.changed', makeSeat(seat))
  await page.settle()
}
const hour = 3_600_000
const fact = (words: string) =>
  [...document.querySelectorAll('footer > *')].find(({ textContent }) => textContent.includes(words))
const isMarked = (words: string) => fact(words)?.querySelector('[role=img]') instanceof Element

test('tells the role and for how long, who drives, and what waits', async () => {
  const nowMs = Date.now()
  await open({ role: 'alone', roleSinceMs: nowMs - 65_000, isDriving: true, pendingEntries: 57, nowMs })
  expect(page.text()).toMatch(/单机 01:0\d/)
  expect(page.text()).toContain('本席位驱动现场')
  expect(page.text()).toContain('待传57')
  expect(isMarked('待传')).toBe(true)
})

test('a seat without anybody who drives says so', async () => {
  await open({ role: 'suspecting', isDriving: false })
  expect(isMarked('无席位驱动')).toBe(true)
})

test('what is well bears no mark; conflicts and gaps that wait do', async () => {
  await open({ openConflicts: 0, openGaps: 0 })
  expect([isMarked('冲突'), isMarked('缺口')]).toEqual([false, false])
  page.client.emit('seat.changed', makeSeat({ openConflicts: 2, openGaps: 1 }))
  await page.settle()
  expect([isMarked('冲突'), isMarked('缺口')]).toEqual([true, true])
})

test('certificates that end soon are told with the days that are left, and only while there are some', async () => {
  const nowMs = Date.now()
  await open({ nowMs })
  expect(fact('证书')).toBeUndefined()
  page.client.emit(
    'seat.changed',
    makeSeat({ nowMs, endingCertificates: { count: 2, soonestMs: nowMs + 6.5 * 24 * hour } }),
  )
  await page.settle()
  expect(fact('证书')?.textContent).toContain('7 天后到期')
  expect(isMarked('证书')).toBe(true)
  page.client.emit('seat.changed', makeSeat({ nowMs, endingCertificates: { count: 1, soonestMs: nowMs - hour } }))
  await page.settle()
  expect(fact('证书')?.textContent).toContain('已到期')
})

test('peers open with state, reason in words, lag and a flagged clock; Escape closes', async () => {
  const peer = { kind: 'console', sinceMs: 0, behind: 0 } as const
  await open({
    peers: [
      { ...peer, name: '席位 B', state: 'refused', reason: 'refused: wrongSecret: no' },
      { ...peer, name: '席位 C', state: 'up', behind: 12, clockSkewMs: 61_000 },
    ],
  })
  await page.click(fact('1 / 2'))
  const rows = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent)
  expect(rows[0]).toMatch(/席位 B.*已拒绝.*安装密钥不符/)
  expect(rows[1]).toMatch(/席位 C.*连通.*12.*\+61\.0 s.*时钟差过大/)
  await page.press('Escape')
  expect(document.querySelector('tbody')).toBeNull()
})

test.each([
  [{ state: 'none' }, false],
  [{ state: 'good', lastGoodAtMs: 100 * hour - 24 * hour }, false],
  [{ state: 'good', lastGoodAtMs: 100 * hour - 26 * hour }, true],
  [{ state: 'failed', lastGoodAtMs: 100 * hour - hour }, true],
] as const)('a backup that is %o is due: %s', (backup, isDue) => {
  expect(isBackupDue(backup, 100 * hour)).toBe(isDue)
})

test('a disk that lives on its reserve is told in words', async () => {
  await open({ storage: { state: 'reserve', databaseBytes: 1, freeBytes: 38e6 } })
  expect(isMarked('用储备')).toBe(true)
})
