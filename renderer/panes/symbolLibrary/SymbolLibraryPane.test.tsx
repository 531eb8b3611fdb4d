import { act } from 'react'
import { afterEach, describe, expect, test } from 'vitest'
import { Graphic, GraphicSymbol, SymbolPath, type SavedSymbol } from '../../../domain/contract'
import { shippedSymbols } from '../../../domain/graphics/shipped'
import { makeSession } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { readSvgText } from './readSvgText'
import { SymbolLibraryPane } from './SymbolLibraryPane'

const [first] = shippedSymbols
if (!first) throw new Error('no symbols are shipped')
const level = { isSnapshot: true, position: 1, removes: [] }
const saved = { by: { kind: 'account', id: 'A-2', name: '李工' }, atMs: 1 } as const
const made = (state: SavedSymbol['state'] = 'offered'): SavedSymbol => ({
  id: 'own-damper',
  symbol: GraphicSymbol.parse({
    id: 'own-damper',
    name: { zh: '自制风阀', en: 'Own damper' },
    systemKey: 'general',
    width: 40,
    height: 40,
    paths: [{ d: 'M0 0L40 40', line: 'line', fill: 'none', lineWidth: 2 }],
  }),
  saved,
  version: 3,
  state,
})
const using = Graphic.parse({
  id: 'hall',
  name: { zh: '大厅', en: 'Hall' },
  sheet: { width: 800, height: 600, ground: 'ground' },
  elements: [
    {
      id: 'e1',
      kind: 'symbol',
      symbolId: 'own-damper',
      frame: { x: 0, y: 0, width: 40, height: 40 },
      style: { line: 'strong', fill: 'none', lineWidth: 1 },
      animations: [],
    },
  ],
})

let page: Page
afterEach(() => page.close())

async function open({ rights = ['graphic.write' as const], isUsed = false } = {}): Promise<Page> {
  const session = { ...makeSession(), rights: [...makeSession().rights, ...rights] }
  const taken = () => ({})
  page = await renderPage(<SymbolLibraryPane />, {
    session,
    answers: { 'graphicSymbol.save': taken, 'graphicSymbol.offer': taken, 'graphicSymbol.remove': taken },
  })
  page.client.emit('graphic.changed', {
    ...level,
    upserts: isUsed ? [{ id: 'hall', graphic: using, saved, version: 1, isRemoved: false }] : [],
  })
  page.client.emit('graphicSymbol.changed', { ...level, upserts: [made()] })
  await page.settle()
  return page
}
const calls = (name: string) => page.client.calls.filter((call) => call.name === name).map(({ params }) => params)
const pasteSvg = async (text: string) => {
  await page.click(page.find('新增图标'))
  const area = document.querySelector('textarea')
  if (!area) throw new Error('nowhere to paste')
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, text)
    area.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await page.click(page.find('读取'))
}

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" onload="alert(1)">
  <script>alert(2)</script><style>rect { fill: url(http://example.org/x) }</style>
  <image href="http://example.org/a.png"/><g transform="translate(4 4)"><rect width="40" height="20" fill="none" stroke="red"/></g></svg>`

describe('the library of symbols', () => {
  // req: R-4.1.1.7-14
  test('symbols are added from SVG under a system, edited, withdrawn, offered again and deleted', async () => {
    await open()
    // By system: shelves are headed by it, and one can be chosen.
    expect([...document.querySelectorAll('section h3')].length).toBeGreaterThan(1)

    await pasteSvg(drawing)
    expect(page.text()).toContain('未带入：脚本或事件 2 处、样式表 1 个、图片或媒体 1 个')
    await page.click(page.find('保存图标'))
    const [added] = calls('graphicSymbol.save')
    expect(added).toMatchObject({
      basedOn: 0,
      symbol: {
        systemKey: 'general',
        width: 48,
        height: 48,
        paths: [{ d: 'M4 4L44 4L44 24L4 24Z', line: 'line', fill: 'none', lineWidth: 1 }],
      },
    })

    await page.click(page.find('自制风阀'))
    await page.click(page.find('编辑'))
    const ink = document.querySelector<HTMLSelectElement>('td select')
    await act(async () => {
      if (!ink) throw new Error('no ink to choose')
      ink.value = 'water'
      ink.dispatchEvent(new Event('change', { bubbles: true }))
    })
    await page.click(page.find('保存图标'))
    await page.settle()
    expect(calls('graphicSymbol.save')[1]).toMatchObject({
      basedOn: 3,
      symbol: { id: 'own-damper', paths: [{ line: 'water' }] },
    })

    await page.click(page.find('下架'))
    page.client.emit('graphicSymbol.changed', { ...level, upserts: [made('withdrawn')] })
    await page.settle()
    expect(page.text()).toContain('已下架')
    await page.click(page.find('重新上架'))
    expect(calls('graphicSymbol.offer')).toMatchObject([
      { id: 'own-damper', isOffered: false },
      { id: 'own-damper', isOffered: true },
    ])

    await page.click(page.find('删除'))
    await page.click(page.find('删除 自制风阀'))
    expect(calls('graphicSymbol.remove')).toMatchObject([{ id: 'own-damper' }])
    page.client.emit('graphicSymbol.changed', { ...level, upserts: [] })
    await page.settle()
    expect(page.text()).not.toContain('自制风阀')
  })

  test('one that a graphic has says where, and cannot be deleted', async () => {
    await open({ isUsed: true })
    await page.click(page.find('自制风阀'))
    expect(page.text()).toContain('大厅')
    expect(page.find('删除')).toHaveProperty('disabled', true)
    expect(page.text()).toContain('1 张组态在用，不能删除，可以下架')
  })

  test('a file that is none, or that could do harm, is refused with the reason', async () => {
    await open()
    await pasteSvg('<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>')
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('实体')
    await page.click(page.find('取消'))
    await pasteSvg('<html/>')
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('不是 SVG')
  })

  test('without the right it is looked at only', async () => {
    await open({ rights: [] })
    expect(page.find('新增图标')).toHaveProperty('disabled', true)
    await page.click(page.find('自制风阀'))
    for (const words of ['编辑', '下架', '删除']) expect(page.find(words)).toHaveProperty('disabled', true)
  })
})

test('what the page takes out of a file has the form of the contract', () => {
  const read = readSvgText(drawing)
  if ('refused' in read) throw new Error(read.refused)
  for (const path of read.paths) expect(SymbolPath.parse(path)).toEqual(path)
})
