import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { Refused, type CheckedParams, type DeviceTypePreview } from '../../../domain/contract'
import { makeDeviceType, makeRegistryParts, makeSession, makeTableDelta } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { DeviceTypesPane } from './DeviceTypesPane'

vi.mock('./usePacks', () => ({ usePacks: () => packs }))
const selfTest = {
  id: 'self_test',
  name: { zh: '自检', en: 'Self test' },
  commandClass: 1 as const,
  timeoutMs: 5_000,
  input: [{ id: 'for', name: { zh: '时长', en: 'For' }, type: 'number' as const, unit: 's', min: 0, max: 60 }],
  output: [{ id: 'voltage', name: { zh: '电压', en: 'Voltage' }, type: 'number' as const }],
}
const packs = [
  makeDeviceType({ id: 'AED', systemKey: 'fire.aed', name: { zh: '除颤仪', en: 'AED' }, services: [selfTest] }),
]

let page: Page
afterEach(() => page.close())

const none = { added: [], removed: [], changed: [] }
const preview: DeviceTypePreview = {
  problems: [],
  fromVersion: 1,
  changes: {
    properties: { ...none, added: ['battery'], changed: ['obscuration'] },
    events: none,
    services: none,
    alarms: none,
  },
  effects: [{ kind: 'rangeNarrowed', id: 'obscuration' }],
  goesOn: false,
  devices: 2,
}

async function open(
  role: Parameters<typeof makeSession>[0] = 'engineer',
  answer: () => { revision: number } = () => ({ revision: 2 }),
) {
  page = await renderPage(<DeviceTypesPane />, {
    session: makeSession(role),
    answers: { 'registry.previewDeviceType': () => preview, 'registry.saveDeviceType': answer },
  })
}
const labelled = (label: string) => document.querySelector<HTMLInputElement>(`[aria-label="${label}"]`)!
const field = (label: string) =>
  [...document.querySelectorAll('label')]
    .find(({ textContent }) => textContent === label)!
    .parentElement!.querySelector('input')!
const saved = () =>
  page.client.calls.flatMap(({ name, params }) =>
    name === 'registry.saveDeviceType' ? [params as CheckedParams<'registry.saveDeviceType'>] : [],
  )

async function addBattery() {
  await page.click(page.find('感烟探测器'))
  await page.click(page.find('编辑为新版本'))
  await page.click(page.find('添加测点'))
  await page.type(labelled(' 标识'), 'battery')
  await page.type(labelled('battery 中文名'), '电量')
}

test('types stand by family with how many devices they have; packs not taken yet are told as such', async () => {
  await open()
  expect(page.find('感烟探测器')?.textContent).toBe('感烟探测器2')
  expect(page.find('除颤仪')?.textContent).toBe('除颤仪未入册')
  await page.click(page.find('感烟探测器'))
  expect(page.text()).toContain('减光率 > 3.5 %/m（回差 0.5 %/m）')
})

// req: R-4.1.1.2-07
test('a type says what its devices can be asked for: class, inputs, answers, time', async () => {
  await open()
  await page.click(page.find('除颤仪'))
  expect(page.text()).toContain('自检self_test1 就地可逆时长 0 ~ 60 s电压5')
})

test('a new version is saved only after its effects were seen, in words', async () => {
  await open()
  await addBattery()
  expect(page.find('保存第')).toBeUndefined()
  await page.click(page.find('看升级影响'))
  await page.settle()
  expect(page.text()).toContain('新增测点：电量')
  expect(page.text()).toContain('“减光率”量程变窄')
  await page.click(page.find('保存第 2 版 · 2 台'))
  await page.settle()
  expect(saved()).toMatchObject([
    {
      type: {
        id: 'smoke',
        version: 2,
        properties: [{ id: 'obscuration' }, { id: 'battery', name: { zh: '电量', en: '电量' } }],
      },
    },
  ])
})

test('what is changed after the look must be looked at again', async () => {
  await open()
  await addBattery()
  await page.click(page.find('看升级影响'))
  await page.settle()
  await page.type(labelled('电量 单位'), '%')
  expect(page.find('保存第')).toBeUndefined()
  expect(page.find('看升级影响')).toBeDefined()
})

test('an unfinished point is named and holds the look back', async () => {
  await open()
  await page.click(page.find('感烟探测器'))
  await page.click(page.find('编辑为新版本'))
  await page.click(page.find('添加测点'))
  expect(page.text()).toContain('properties[1]')
  expect(page.find('看升级影响')?.hasAttribute('disabled')).toBe(true)
})

test('what the core refuses is told at its place, and the draft stays', async () => {
  await open('engineer', () => {
    throw new Refused('badRequest', 'no', {
      problems: [{ field: 'alarms[0].condition', code: 'unknownProperty', detail: 'x' }],
    })
  })
  await addBattery()
  await page.click(page.find('看升级影响'))
  await page.settle()
  await page.click(page.find('保存第 2 版'))
  await page.settle()
  expect(page.text()).toContain('alarms[0].condition 没有此测点：x')
  expect(labelled('电量 标识').value).toBe('battery')
})

test('a pack is taken into the registry as it is', async () => {
  await open()
  await page.click(page.find('除颤仪'))
  await page.click(page.find('加入登记册'))
  await page.settle()
  expect(saved()).toMatchObject([{ type: { id: 'AED', version: 1 } }])
})

test('while devices get a new version it says how many have it, and nothing more when all do', async () => {
  const { devices, deviceTypes } = makeRegistryParts()
  const [smoke] = deviceTypes
  page = await renderPage(<DeviceTypesPane />, {
    session: makeSession('engineer'),
    answers: {
      'registry.devices': () => ({
        ...devices,
        upgrading: [{ before: smoke!, fromRow: 1, lastRow: 1, done: 40, devices: 90 }],
      }),
      'registry.changes': () => ({ delta: makeTableDelta(2) }),
    },
  })
  await page.click(page.find('感烟探测器'))
  expect(page.text()).toContain('40 / 90 台已更新')
  await act(async () => page.client.emit('registry.changed', { revision: 2, run: devices.run, changes: 2 }))
  await page.settle()
  expect(page.text()).not.toContain('台已更新')
})

test('a thing model of the maker becomes the draft of the next version, a broken one is refused with its places', async () => {
  await open()
  await page.click(page.find('感烟探测器'))
  const choose = async (text: string) => {
    const input = document.querySelector<HTMLInputElement>('input[type="file"]')!
    Object.defineProperty(input, 'files', { configurable: true, value: [new File([text], 'smoke.json')] })
    await act(async () => input.dispatchEvent(new Event('change', { bubbles: true })))
    await page.settle()
  }
  await choose('{"profile":{"productKey":"smoke"},"properties":[{"identifier":"1x"}]}')
  expect(document.querySelector('dialog')?.textContent).toContain('properties[0]')
  await page.click(page.find('关闭'))
  await choose(
    JSON.stringify({
      profile: { productKey: 'smoke' },
      properties: [
        {
          identifier: 'obscuration',
          name: '减光率',
          accessMode: 'r',
          dataType: { type: 'float', specs: { min: '0', max: '20', unit: '%/m' } },
        },
        {
          identifier: 'humidity',
          name: '湿度',
          accessMode: 'r',
          dataType: { type: 'int', specs: { min: '0', max: '100', unit: '%' } },
        },
      ],
    }),
  )
  expect(page.text()).toContain('编辑为第 2 版')
  expect(labelled('湿度 标识').value).toBe('humidity')
})

test('without the right a type can be read and given out, not changed', async () => {
  await open('dispatcher')
  await page.click(page.find('感烟探测器'))
  expect(page.find('编辑为新版本')?.hasAttribute('disabled')).toBe(true)
  expect(page.find('导出 TSL')?.hasAttribute('disabled')).toBe(false)
})

const choose = (select: HTMLSelectElement, value: string) =>
  act(async () => {
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })

test('services and events of a type are written in forms, and seen by the core before they are saved', async () => {
  await open()
  await page.click(page.find('感烟探测器'))
  await page.click(page.find('编辑为新版本'))
  await page.click(page.find('服务', '[role=tab]'))
  await page.click(page.find('添加服务'))
  expect(page.find('看升级影响')?.hasAttribute('disabled')).toBe(true)
  await page.type(labelled(' 标识'), 'self_test')
  await page.type(labelled('self_test 中文名'), '自检')
  await choose(
    [...document.querySelectorAll('select')].find(({ value }) => value === '1')!,
    '2',
  )
  await page.type(field('时限'), '8')
  await page.click(page.find('添加输入'))
  await page.type(labelled('输入  标识'), 'mode')
  await page.type(labelled('输入 mode 中文名'), '方式')
  await choose(document.querySelector('[aria-label="输入 方式 类型"]')!, 'enum')
  await page.type(labelled('输入 方式 取值'), '0=快|Fast; 1=全|Full')
  await page.click(page.find('添加联锁'))
  await page.type(labelled('联锁  标识'), 'calm')
  await page.type(labelled('联锁 calm 放行条件（CEL）'), 'obscuration < 1')
  await page.type(labelled('联锁 calm 拦下时的中文提示'), '正有烟')
  await page.click(page.find('事件', '[role=tab]'))
  await page.click(page.find('添加事件'))
  await page.type(labelled(' 标识'), 'tested')
  await page.type(labelled('tested 中文名'), '已自检')
  await page.click(page.find('添加字段'))
  await page.type(labelled('字段  标识'), 'words')
  await page.type(labelled('字段 words 中文名'), '说明')
  await choose(document.querySelector('[aria-label="字段 说明 类型"]')!, 'text')
  await page.click(page.find('看升级影响'))
  await page.settle()
  await page.click(page.find('保存第 2 版'))
  await page.settle()
  expect(saved()[0]?.type.services).toEqual([
    {
      id: 'self_test',
      name: { zh: '自检', en: '自检' },
      commandClass: 2,
      timeoutMs: 8_000,
      input: [
        {
          id: 'mode',
          name: { zh: '方式', en: '方式' },
          type: 'enum',
          values: [
            { value: 0, name: { zh: '快', en: 'Fast' } },
            { value: 1, name: { zh: '全', en: 'Full' } },
          ],
        },
      ],
      interlocks: [{ id: 'calm', allow: 'obscuration < 1', text: { zh: '正有烟', en: '正有烟' } }],
    },
  ])
  expect(saved()[0]?.type.events).toEqual([
    {
      id: 'tested',
      name: { zh: '已自检', en: '已自检' },
      fields: [{ id: 'words', name: { zh: '说明', en: '说明' }, type: 'text' }],
    },
  ])
})
