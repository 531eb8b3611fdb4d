import { afterEach, expect, test } from 'vitest'
import { Refused, Task } from '../../../domain/contract'
import { renderPage, type Page } from '../../testing/render'
import { TaskRow } from './TaskRow'

let page: Page
afterEach(() => page.close())

const task = Task.parse({
  id: 'T-1',
  incidentId: 'I-1',
  personId: 'P-1',
  title: '查看',
  instruction: '到 18 层查看',
  place: { lngLat: [121.5, 31.2] },
  state: 'accepted',
  assigned: { atMs: 1_000, by: { kind: 'account', id: 'zhou', name: '周敏' } },
})

test('a recall that the core refuses says why, and the reason typed stays to be sent again', async () => {
  const asked: unknown[] = []
  let isRefused = true
  page = await renderPage(<TaskRow task={task} />, {
    answers: {
      'task.recall': (params) => {
        asked.push(params)
        if (isRefused) throw new Refused('illegalState')
        return {}
      },
    },
  })
  await page.click(page.find('召回'))
  const words = () => document.querySelector('input')
  await page.type(words()!, '已有人在场')
  await page.click(document.querySelector('button[type=submit]'))
  await page.settle()
  expect(document.querySelector('[role=alert]')?.textContent).toMatch(/\S/)
  expect(words()?.value).toBe('已有人在场')
  isRefused = false
  await page.click(document.querySelector('button[type=submit]'))
  await page.settle()
  expect(words()).toBeNull()
  expect(asked).toEqual([
    { taskId: 'T-1', reason: '已有人在场' },
    { taskId: 'T-1', reason: '已有人在场' },
  ])
})

test('an order that is late says so, and by how much', async () => {
  page = await renderPage(<TaskRow task={{ ...task, doneByAtMs: 1_000 }} />)
  expect(page.find('前往中', 'span[title]')?.title).toMatch(/^完成超时 /)
  await page.close()
  page = await renderPage(<TaskRow task={{ ...task, doneByAtMs: 8e12 }} />)
  expect(page.find('前往中', 'span[title]')).toBeUndefined()
})
