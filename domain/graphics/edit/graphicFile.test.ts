import { describe, expect, test } from 'vitest'
import { Graphic } from '../../contract'
import { readGraphicFile, writeGraphicFile } from './graphicFile'
import { basicKinds, newBasic } from './newElement'

const words = { zh: '文字', en: 'Text' }
const graphic = Graphic.parse({
  id: 'pump-room',
  name: words,
  sheet: { width: 1000, height: 600, ground: 'ground' },
  elements: basicKinds.map((kind, at) => newBasic(kind, `e${at}`, { x: 200, y: 200 }, words)),
})
const problemsOf = (text: string) => {
  const read = readGraphicFile(text)
  return 'problems' in read ? read.problems : []
}

describe('a graphic as a file', () => {
  test('comes back as it went out', () => {
    expect(readGraphicFile(writeGraphicFile(graphic))).toEqual({ graphic })
  })

  test('is refused with every place that is wrong', () => {
    const wrong = writeGraphicFile(graphic)
      .replace('"width": 1000', '"width": 99999')
      .replace('"ink": "strong"', '"ink": "pink"')
      .replace('"lineWidth": 1', '"lineWidth": "thick"')
      .replace('"showsName"', '"showName"')
    expect(problemsOf(wrong)).toEqual([
      { code: 'outOfRange', path: 'sheet.width' },
      { code: 'wrongKind', path: 'elements.0.style.lineWidth' },
      { code: 'unknownChoice', path: 'elements.0.text.ink' },
      { code: 'missing', path: 'elements.1.showsName' },
    ])
  })

  test('what is no graphic at all says so', () => {
    expect(problemsOf('{')).toEqual([{ code: 'notJson', path: '' }])
    expect(problemsOf('{"kind":"chengtai.layout","version":1}')).toEqual([{ code: 'notGraphic', path: '' }])
    expect(problemsOf(' '.repeat(700_001))).toEqual([{ code: 'tooLarge', path: '' }])
    expect(problemsOf(writeGraphicFile(graphic).replace('"e1"', '"e0"'))).toEqual([{ code: 'wrong', path: 'elements' }])
  })

  test('a file that was tampered with is refused or has the form of the contract, and takes no property of others with it', () => {
    const text = writeGraphicFile({ ...graphic, elements: graphic.elements.slice(0, 2) })
    let state = 7
    const random = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return Math.floor((state / 4_294_967_296) * below)
    }
    const bits = [
      '"__proto__":{"polluted":1},',
      '{',
      '}',
      '9'.repeat(30),
      '-',
      'null',
      '[]',
      '\\u0000',
      '"',
      '1e400',
      'NaN',
    ]
    let whole = 0
    for (let time = 0; time < 3_000; time++) {
      const at = random(text.length)
      const read = readGraphicFile(text.slice(0, at) + bits[random(bits.length)] + text.slice(at + random(8)))
      if ('graphic' in read) whole++
      else if (read.problems.length === 0) expect.fail('refused without a reason')
    }
    expect(whole).toBeGreaterThan(0)
    expect('polluted' in {}).toBe(false)
  })
})
