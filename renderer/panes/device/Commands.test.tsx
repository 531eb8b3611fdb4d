import { afterEach, expect, test } from 'vitest'
import { DeviceId, DeviceService, Refused, type CheckedParams } from '../../../domain/contract'
import { CommandId } from '../../../domain/contract/primitives'
import { makeDeviceType, makeSeat } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { Commands } from './Commands'

let page: Page
afterEach(() => page.close())

const service = DeviceService.parse({
  id: 'mute',
  name: { zh: '消音', en: 'Mute' },
  commandClass: 1,
  timeoutMs: 5_000,
  input: [],
})
const device = DeviceId.parse('tm-4')
const type = makeDeviceType({ id: 'transformer', services: [service] })

async function open() {
  page = await renderPage(<Commands deviceId={device} type={type} state="online" />, {
    answers: {
      'command.issue': ({ breakGlass }) => {
        if (breakGlass === undefined) throw new Refused('needsBreakGlass')
        return { commandId: CommandId.parse('C-1') }
      },
    },
  })
}
const issued = () =>
  page.client.calls.flatMap(({ name, params }) =>
    name === 'command.issue' ? [params as CheckedParams<'command.issue'>] : [],
  )

test('a refusal for want of break-glass asks why, says who is told, and sends it again with the reason', async () => {
  await open()
  await page.click(page.find('消音'))
  await page.settle()
  expect(page.text()).toContain('所有席位与值班长会立即看到')
  expect(page.text()).toContain('24 小时内由值班长复核')
  expect(page.find('破例下达')?.hasAttribute('disabled')).toBe(true)
  await page.type(document.querySelector<HTMLInputElement>('dialog input')!, '主机误报，须先消音')
  await page.click(page.find('破例下达'))
  await page.settle()
  expect(issued().map(({ breakGlass }) => breakGlass)).toEqual([undefined, '主机误报，须先消音'])
  expect(issued()[0]?.key).not.toBe(issued()[1]?.key)
  expect(document.querySelector('dialog')).toBeNull()
})

test('a command that was called off in the dialog is not sent', async () => {
  await open()
  await page.click(page.find('消音'))
  await page.settle()
  await page.click(page.find('取消'))
  expect(issued()).toHaveLength(1)
  expect(document.querySelector('dialog')).toBeNull()
})

test('a device out of the scope of a seat alone takes no command, and says why', async () => {
  await open()
  page.client.emit('seat.changed', makeSeat({ role: 'alone', scope: { systems: ['fire'], plots: [] } }))
  await page.settle()
  expect(page.find('消音')?.hasAttribute('disabled')).toBe(true)
  expect(page.text()).toContain('不在代管范围')
})

test('while the service is away a command that needs two persons is given under break-glass, asked before it is sent', async () => {
  const urgent = makeDeviceType({
    id: 'transformer',
    systemKey: 'fire.smoke_control',
    services: [{ ...service, commandClass: 3 }],
  })
  page = await renderPage(<Commands deviceId={device} type={urgent} state="online" />, {
    answers: { 'command.issue': () => ({ commandId: CommandId.parse('C-1') }) },
  })
  expect(page.text()).toContain('按住提请第二人确认')
  page.client.emit('seat.changed', makeSeat({ role: 'alone', scope: { systems: [], plots: [] } }))
  await page.settle()
  await page.click(page.find('消音'))
  expect(issued()).toEqual([])
  expect(page.text()).toContain('此类指令须二人确认')
  await page.type(document.querySelector<HTMLInputElement>('dialog input')!, '烟已进入楼梯间')
  await page.click(page.find('破例下达'))
  await page.settle()
  expect(issued()).toMatchObject([{ reason: '烟已进入楼梯间', breakGlass: '烟已进入楼梯间' }])
})
