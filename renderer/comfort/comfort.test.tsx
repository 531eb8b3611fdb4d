import { afterEach, expect, test } from 'vitest'
import { makeAlarm } from '../testing/builders'
import { renderPage, type Page } from '../testing/render'
import { dimming } from './dimming'
import { Dimmer } from './Dimmer'
import { isMotionReduced, motion, startMotion } from './motion'
import { stepTextSize, textSize } from './textSize'

let page: Page | undefined
afterEach(async () => {
  await page?.close()
  page = undefined
  textSize.set('100')
  dimming.set('100')
  motion.set('system')
  localStorage.clear()
})
const size = () => document.documentElement.style.getPropertyValue('--comfort-size')

test('a display keeps its size over a restart; one that a later version kept counts as none', () => {
  textSize.set('150')
  document.documentElement.style.removeProperty('--comfort-size')
  textSize.start()
  expect(size()).toBe('1.5')
  localStorage.setItem('chengtai.textSize.browser', '1000')
  textSize.start()
  expect(size()).toBe('1')
})

test('keys go one size up or down and stop at the ends', () => {
  textSize.set('175')
  stepTextSize(1)
  stepTextSize(1)
  expect(textSize.get()).toBe('200')
  stepTextSize(-1)
  expect(textSize.get()).toBe('175')
})

test('a choice made in another window is followed', () => {
  dimming.start()
  localStorage.setItem('chengtai.dimming', '60')
  dispatchEvent(new StorageEvent('storage', { key: 'chengtai.dimming' }))
  expect(dimming.get()).toBe('60')
})

test('less motion by choice', () => {
  startMotion()
  expect(isMotionReduced()).toBe(false)
  motion.set('reduced')
  expect(isMotionReduced()).toBe(true)
})

test('the veil lifts while an urgent alarm waits, and comes back when it is taken', async () => {
  dimming.set('60')
  page = await renderPage(<Dimmer />)
  const isDimmed = () => document.querySelector<HTMLElement>('[data-dimmed]')?.dataset['dimmed']
  const tell = async (state: 'unacknowledged' | 'acknowledged') => {
    page?.client.emit('alarm.changed', {
      isSnapshot: true,
      position: 1,
      upserts: [makeAlarm({ id: 'fire', state })],
      removes: [],
    })
    await page?.settle()
  }
  await tell('unacknowledged')
  expect(isDimmed()).toBe('false')
  await tell('acknowledged')
  expect(isDimmed()).toBe('true')
})
