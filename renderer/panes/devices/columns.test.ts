import { expect, test } from 'vitest'
import { allColumns, fitColumns } from './columns'

const columnsAt = (widthPx: number, language: 'zh-CN' | 'en') => fitColumns(allColumns, widthPx, 16, language).columns

test.each(['zh-CN', 'en'] as const)(
  'a value never stands without its age while there is room for both, %s',
  (language) => {
    for (let widthPx = 640; widthPx <= 1920; widthPx += 20) {
      const columns = columnsAt(widthPx, language)
      expect(columns).toEqual(expect.arrayContaining(['name', 'value', 'age']))
    }
  },
)

test('the words of the state go before the place: its mark stands in every row', () => {
  const [narrow] = Array.from({ length: 80 }, (_, at) => columnsAt(1600 - at * 10, 'en')).filter(
    (columns) => !columns.includes('state'),
  )
  expect(narrow).toContain('place')
})
