import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import { Refused, type CallName, type GraphicVersion, type Params } from '../../../../domain/contract'
import { makeElement, makeGraphic } from '../../../../domain/graphics/testGraphic'
import { select } from '../../../feed'
import { makeConflict, makeSession, makeSide } from '../../../testing/builders'
import { renderPage, type Page } from '../../../testing/render'
import { GraphicEditorPane } from '../GraphicEditorPane'

let page: Page
afterEach(async () => {
  await page.close()
  localStorage.clear()
})

const text = (words: string) =>
  makeElement('t', {
    kind: 'text',
    words: { zh: words, en: words },
    text: { size: 14, weight: 'normal', align: 'start', ink: 'normal' },
  })
const mine = makeGraphic('hall', [text('甲图')], { name: { zh: '大厅', en: 'Hall' } })
const theirs = makeGraphic('hall', [text('乙图')], { name: { zh: '大厅', en: 'Hall' } })
const li = { kind: 'account', id: 'li', name: '李工' } as const
const wu = { kind: 'account', id: 'wu', name: '吴工' } as const
const seat = (id: string) => makeSide({ seatId: id }).seatId as GraphicVersion['seatId']
const noChanges = { added: 0, removed: 0, moved: 0, changed: 0, isReordered: false, isSheetChanged: false }
const versions: GraphicVersion[] = [
  {
    entryId: 'e2',
    version: 2,
    seatId: seat('seat-2'),
    saved: { by: wu, atMs: 2_000_000 },
    isRemoval: false,
    elements: 1,
    changes: { ...noChanges, changed: 1, isSheetChanged: true },
  },
  {
    entryId: 'e1',
    version: 1,
    seatId: seat('seat-1'),
    saved: { by: li, atMs: 1_000_000 },
    isRemoval: false,
    elements: 1,
    changes: { ...noChanges, added: 1 },
  },
]
const engineer = { ...makeSession(), rights: [...makeSession().rights, 'graphic.write' as const] }
const snapshot = { isSnapshot: true, position: 1, removes: [] }

async function open({ session = engineer, isSaved = true, save = () => ({}) } = {}) {
  page = await renderPage(<GraphicEditorPane />, {
    session,
    answers: {
      'graphic.versions': () => ({ versions }),
      'graphic.version': ({ entryId }: Params<'graphic.version'>) => ({ graphic: entryId === 'e1' ? mine : theirs }),
      'graphic.save': save,
    },
  })
  const upserts = [{ id: 'hall', graphic: theirs, saved: { by: wu, atMs: 2_000_000 }, version: 2, isRemoved: false }]
  page.client.emit('graphic.changed', { ...snapshot, upserts: isSaved ? upserts : [] })
  page.client.emit('graphicSymbol.changed', { ...snapshot, upserts: [] })
  page.client.emit('conflict.changed', {
    ...snapshot,
    upserts: [
      makeConflict({
        kind: 'graphicTwice',
        sides: [
          makeSide({ subject: 'graphic hall', entryId: 'e1', by: li }),
          makeSide({ subject: 'graphic hall', entryId: 'e2', by: wu }),
        ],
      }),
    ],
  })
  await page.settle()
}
const asked = (name: CallName) => page.client.calls.filter((call) => call.name === name).map(({ params }) => params)
const row = (words: string) =>
  [...document.querySelectorAll('ol button')].find(({ textContent }) => textContent.includes(words))

test('former versions tell who saved what when and at which seat; one can be looked at and restored as a new version', async () => {
  await open()
  await page.click(document.querySelector('[aria-label="历史版本：大厅"]'))
  await page.settle()
  expect(row('第 2 版')?.textContent).toMatch(/现行.*失联期间.*吴工.*1 个组件 · 改动 1 · 图名、系统或画面/)
  expect(row('第 1 版')?.textContent).toMatch(/失联期间.*李工.*1 个组件 · 新增 1/)
  expect(document.querySelector('svg text')?.textContent).toBe('乙图')
  expect(page.find('恢复为新版本')).toHaveProperty('disabled', true)
  await page.click(row('第 1 版'))
  await page.settle()
  expect(document.querySelector('svg text')?.textContent).toBe('甲图')
  await page.click(page.find('恢复为新版本'))
  expect(asked('graphic.save')).toMatchObject([{ graphic: mine, basedOn: 2 }])
})

test('a conflict leads to the versions, also of a graphic that is removed, and what was removed comes back', async () => {
  await open({ isSaved: false })
  await act(async () => select({ versionedGraphicId: 'hall' }))
  await page.settle()
  await page.click(row('第 1 版'))
  await page.settle()
  await page.click(page.find('恢复为新版本'))
  expect(asked('graphic.save')).toMatchObject([{ graphic: mine, basedOn: 0 }])
})

test('what cannot be restored says why, and becomes a copy to be mended', async () => {
  await open({
    save: () => {
      throw new Refused('badRequest', 'names what is gone', { problems: [], count: 3 })
    },
  })
  await act(async () => select({ versionedGraphicId: 'hall' }))
  await page.settle()
  await page.click(row('第 1 版'))
  await page.settle()
  await page.click(page.find('恢复为新版本'))
  await page.settle()
  expect(document.querySelector('[role="alert"]')?.textContent).toContain('3 处引用的对象已不存在')
  await page.click(page.find('另建副本'))
  await page.settle()
  expect(page.text()).toContain('大厅（副本）')
  await page.click(document.querySelector('[aria-label="回到组态列表"]'))
})

test('without the right to draw they can be looked at and nothing else', async () => {
  await open({ session: makeSession() })
  await page.click(document.querySelector('[aria-label="历史版本：大厅"]'))
  await page.settle()
  await page.click(row('第 1 版'))
  await page.settle()
  expect(document.querySelector('svg text')?.textContent).toBe('甲图')
  expect(page.find('恢复为新版本')).toHaveProperty('disabled', true)
  expect(page.find('另建副本')).toHaveProperty('disabled', true)
})
