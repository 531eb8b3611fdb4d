import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import { AccountId, Refused } from '../../../domain/contract'
import { makeSession } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { RegistryListsPane } from './RegistryListsPane'

let page: Page
afterEach(() => page.close())

const saved = { by: { kind: 'account' as const, id: 'he', name: '何静' }, atMs: 1_000 }
const use = { requests: 1_204, refused: 3, lastAtMs: 60_000, lastAddress: '10.0.0.8' }
const level = { isSnapshot: true, position: 1, removes: [] }
const field = (label: string) =>
  [...document.querySelectorAll('label')]
    .find(({ textContent }) => textContent === label)
    ?.parentElement?.querySelector('input')
const paramsOf = (name: string) => page.client.calls.filter((call) => call.name === name).map(({ params }) => params)

async function open(role: Parameters<typeof makeSession>[0] = 'engineer') {
  page = await renderPage(<RegistryListsPane />, {
    session: makeSession(role),
    answers: {
      'maker.save': () => ({ id: 'm-2' }),
      'maker.remove': () => {
        throw new Refused('illegalState')
      },
      'thirdPartySystem.setKey': () => ({}),
      'grant.save': () => ({ id: 'g-2' }),
      'grant.remove': () => ({}),
    },
  })
  page.client.emit('maker.changed', {
    ...level,
    upserts: [
      { id: 'm-1', name: { zh: '海湾', en: 'Haiwan' }, contact: '李工', saved },
      { id: 'm-0', name: { zh: '已移除', en: 'Removed' }, saved, removed: saved },
    ],
  })
  page.client.emit('thirdPartySystem.changed', {
    ...level,
    upserts: [{ id: 's-1', name: { zh: '梯控', en: 'Lifts' }, host: 'lifts.local', port: 8080, saved, use }],
  })
  await page.settle()
}

test('lists what is there and not what was removed', async () => {
  await open()
  expect(page.text()).toContain('海湾')
  expect(page.text()).not.toContain('已移除')
})

// req: R-4.1.1.2-03
test('of a maker everything is kept that is asked for: name, short name, contact, address, logo', async () => {
  await open()
  await page.click(page.find('新建厂家'))
  const filled = { 中文名: '青鸟消防', 简称: '青鸟', 联系人: '李工', 地址: '北京海淀', 电话: '010-1234' }
  for (const [label, value] of Object.entries(filled)) await page.type(field(label)!, value)
  const file = new File([Uint8Array.of(137, 80, 78, 71)], 'logo.png', { type: 'image/png' })
  const input = document.querySelector<HTMLInputElement>('input[type=file]')!
  Object.defineProperty(input, 'files', { value: [file] })
  input.dispatchEvent(new Event('change', { bubbles: true }))
  await page.settle()
  await page.click(page.find('保存'))
  await page.settle()
  expect(paramsOf('maker.save')).toMatchObject([
    {
      fields: {
        name: { zh: '青鸟消防' },
        shortName: { zh: '青鸟' },
        contact: '李工',
        address: '北京海淀',
        logo: 'data:image/png;base64,iVBORw==',
      },
    },
  ])
})

test('a maker is added with what was filled in; a missing name is named and nothing is sent', async () => {
  await open()
  await page.click(page.find('新建厂家'))
  await page.click(page.find('保存'))
  expect(page.text()).toContain('必填')
  expect(paramsOf('maker.save')).toEqual([])
  await page.type(field('中文名')!, '青鸟')
  await page.type(field('电话')!, '010-1234')
  await page.click(page.find('保存'))
  await page.settle()
  expect(paramsOf('maker.save')).toMatchObject([{ fields: { name: { zh: '青鸟', en: '青鸟' }, phone: '010-1234' } }])
})

test('one that is still named cannot be removed, and it says why', async () => {
  await open()
  await page.click(page.find('海湾'))
  await page.click(page.find('移除'))
  await page.settle()
  expect(page.text()).toContain('仍被设备、类型或下级引用')
})

test('the key of a system is told once and never shown', async () => {
  await open()
  await page.click(page.find('第三方系统'))
  await page.settle()
  await page.click(page.find('梯控'))
  await page.type(field('新密钥（设置后不可读出）')!, 'a-long-secret')
  await page.click(page.find('设置密钥'))
  await page.settle()
  expect(paramsOf('thirdPartySystem.setKey')).toMatchObject([{ id: 's-1', secret: 'a-long-secret' }])
  expect(field('新密钥（设置后不可读出）')?.value).toBe('')
})

test('of a system it says under which id it comes in, when it last did, and how much of it was refused', async () => {
  await open()
  await page.click(page.find('第三方系统'))
  await page.settle()
  await page.click(page.find('梯控'))
  for (const said of ['s-1', '来自 10.0.0.8', '次数', '其中拒绝 3 次']) expect(page.text()).toContain(said)
})

// req: R-4.1.1.4-04
test('devices are handed to a system with what it may do, and taken back', async () => {
  await open('securityAdministrator')
  await page.click(page.find('授权'))
  page.client.emit('grant.changed', {
    ...level,
    upserts: [
      {
        id: 'g-1',
        to: { kind: 'application', id: 's-1' },
        over: { systemKeys: ['fire.hydrant'] },
        may: ['view'],
        saved,
      },
    ],
  })
  await page.settle()
  expect(page.text()).toContain('系统：fire.hydrant')
  await page.click(page.find('收回'))
  await page.settle()
  expect(paramsOf('grant.remove')).toMatchObject([{ id: 'g-1' }])
  await page.click(page.find('新建授权'))
  expect(page.text()).toContain('至少填一项范围')
  const choose = async (label: string, value: string) => {
    const select = [...document.querySelectorAll('label')]
      .find(({ textContent }) => textContent === label)
      ?.parentElement?.querySelector('select')
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(select, value)
    await act(async () => select!.dispatchEvent(new Event('change', { bubbles: true })))
  }
  await choose('授予', 'application s-1')
  await choose('权限', 'command')
  for (const id of ['tm-4', 'tm-9']) {
    const sought = field('单台设备')!
    await act(async () => sought.click())
    await page.type(sought, id)
    sought.focus()
    await page.press('Enter')
  }
  await page.click(page.find('授予', 'button[type=submit]'))
  await page.settle()
  expect(paramsOf('grant.save')).toMatchObject([
    { fields: { to: { kind: 'application', id: 's-1' }, over: { deviceIds: ['tm-4', 'tm-9'] }, may: ['command'] } },
  ])
})

// req: R-4.1.1.2-11
test('organisations stand below each other; one that is renamed keeps its members', async () => {
  page = await renderPage(<RegistryListsPane />, {
    session: makeSession('engineer'),
    answers: { 'organisation.save': () => ({ id: 'o-2' }) },
  })
  page.client.emit('organisation.changed', {
    ...level,
    upserts: [
      {
        id: 'o-2',
        name: { zh: '工程部', en: 'Engineering' },
        parentId: 'o-1',
        memberIds: ['A-1', 'A-2'].map((id) => AccountId.parse(id)),
        saved,
      },
      { id: 'o-1', name: { zh: '物业', en: 'Property' }, saved },
    ],
  })
  await page.click(page.find('组织'))
  await page.settle()
  const text = page.text()
  expect(text.indexOf('物业')).toBeLessThan(text.indexOf('工程部'))
  await page.click(page.find('工程部'))
  expect(page.text()).toContain('成员账号 2 个')
  await page.type(field('中文名')!, '工程维保部')
  await page.click(page.find('保存'))
  expect(paramsOf('organisation.save')).toMatchObject([
    { id: 'o-2', fields: { name: { zh: '工程维保部' }, parentId: 'o-1', memberIds: ['A-1', 'A-2'] } },
  ])
})
