import { afterEach, expect, test } from 'vitest'
import { makeAlarm } from '../../../testing/builders'
import { renderPage, type Page } from '../../../testing/render'
import { AlarmFacts } from './AlarmFacts'

let page: Page
afterEach(() => page.close())

test('says when it stands in words, not by the name that machines have for it', async () => {
  const alarm = makeAlarm({ deviceId: 'tm-4', definitionId: 'hot', priority: 'minor' })
  page = await renderPage(<AlarmFacts alarm={alarm} />)
  await page.settle()
  expect(page.text()).toMatch(/条件.*温度 > 95.*（回差 2.*℃）/)
  expect(page.text()).not.toContain('hot')
})
