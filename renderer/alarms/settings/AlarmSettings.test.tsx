import { afterEach, expect, test, vi } from 'vitest'
import { DeviceId } from '../../../domain/contract'
import { makeSession } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { AlarmSettings } from './AlarmSettings'

const deviceId = DeviceId.parse('tm-4')
let page: Page
afterEach(() => page.close())

const level = { isSnapshot: true, position: 1, removes: [], upserts: [] }
const open = async (rights: readonly string[], save = vi.fn(() => ({}))) => {
  page = await renderPage(<AlarmSettings deviceId={deviceId} />, {
    session: { ...makeSession(), rights: [...rights] },
    answers: { 'alarmSetting.save': save, 'alarmSetting.history': () => ({ changes: [] }) },
  })
  page.client.emit('alarmSetting.changed', level)
  await page.settle()
  return save
}

test('a limit is set with its reason, and only what differs from the type is asked for', async () => {
  const save = await open(['view', 'alarm.configure'])
  const head = document.querySelector('button[aria-expanded]')
  await page.click(head)
  const fieldOf = (label: string) =>
    [...document.querySelectorAll('label')]
      .find((each) => each.textContent?.startsWith(label))
      ?.parentElement?.querySelector('input')
  const limit = fieldOf('限值')
  const reason = fieldOf('原因')
  if (!limit || !reason) throw new Error('no fields')
  expect(page.find('保存')?.hasAttribute('disabled')).toBe(true)
  await page.type(limit, String(Number(limit.value) + 3))
  await page.type(reason, '夏季检修')
  await page.click(page.find('保存'))
  await page.settle()
  expect(save).toHaveBeenCalledTimes(1)
  expect(save.mock.calls[0]).toMatchObject([
    { deviceId, definitionId: 'hot', values: { limit: Number(limit.value) }, reason: '夏季检修' },
  ])
})

test('who may not set alarms sees them and cannot open one', async () => {
  await open(['view'])
  expect(document.querySelector('button[aria-expanded]')?.hasAttribute('disabled')).toBe(true)
})
