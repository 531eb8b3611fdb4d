import { afterEach, expect, test, vi } from 'vitest'
import { onSeatMessage, tellSeat } from '../feed'
import { renderPage, type Page } from '../testing/render'
import { SoundTestDialog } from './SoundTestDialog'

let page: Page
const stops: (() => void)[] = []
afterEach(async () => {
  await page.close()
  for (const stop of stops.splice(0)) stop()
})

async function open() {
  const tried: string[] = []
  const onClose = vi.fn()
  stops.push(
    onSeatMessage((message) => {
      if (message.type === 'soundTried') tried.push(message.sound)
      if (message.type === 'joined') tellSeat({ type: 'sound', report: { state: 'on' } })
    }),
  )
  page = await renderPage(<SoundTestDialog onClose={onClose} />, { answers: { 'sound.tested': () => ({}) } })
  return { tried, onClose }
}
const saved = () => page.client.calls.filter(({ name }) => name === 'sound.tested').map(({ params }) => params)

test('plays one pattern after the other and writes which were heard', async () => {
  const { tried, onClose } = await open()
  await page.click(page.find('开始'))
  for (const words of ['听到了', '听到了', '没听到', '听到了', '听到了']) await page.click(page.find(words))
  expect(tried).toEqual(['urgent', 'important', 'minor', 'commloss', 'incidentOpened'])
  expect(page.text()).toContain('请调音量')
  await page.click(page.find('记录'))
  expect(saved()).toEqual([{ heard: ['urgent', 'important', 'commloss', 'incidentOpened'], unheard: ['minor'] }])
  expect(onClose).toHaveBeenCalled()
})

test('writes nothing before every pattern was answered', async () => {
  await open()
  await page.click(page.find('开始'))
  await page.click(page.find('听到了'))
  expect(page.find('记录')).toBeUndefined()
})
