import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Device, DeviceNetwork } from '../contract'
import { testDistrict } from '../district/testDistrict'
import { systemPacks } from '../packs'
import type { RegistryFacts } from './checkDevice'
import { deviceAfter, patched } from './deviceAfter'
import { foldId } from './deviceTwins'
import { importColumns } from './importColumns'
import { type ImportPlan, type ImportTable, planImport } from './planImport'

const district = testDistrict()
const facts: RegistryFacts = {
  device: (id) => {
    const device = district.devices.find((one) => one.id === id)
    return device && { device, isRetired: id === 'DR-2' }
  },
  type: (id) => district.deviceTypes.find((type) => type.id === id),
  building: (id) => district.geometry.buildings.find((one) => one.id === id),
  hasPlot: (id) => district.geometry.plots.some((plot) => plot.id === id),
  hasOrganisation: (id) => id === 'org',
  hasGroup: (id) => id === 'g1',
  twinOf: (folded) => district.devices.find(({ id }) => foldId(id) === folded)?.id,
}

const plan = (headings: string[], ...rows: string[][]): ImportPlan => planOf(facts, headings, ...rows)

function planOf(known: RegistryFacts, headings: string[], ...rows: string[][]): ImportPlan {
  const table: ImportTable = { headings, rows: rows.map((cells, at) => ({ row: at + 2, cells })) }
  const work = planImport(table, known, () => true)
  for (;;) {
    const { done, value } = work.next()
    if (done === true) return value
  }
}
const codes = ({ problems }: ImportPlan) => problems.map(({ row, field, code }) => `${row} ${field} ${code}`)
const head = ['设备编号', '设备类型', '名称', '经度', '纬度', '楼栋', '楼层']

describe('an import file', () => {
  it('adds what is not there, changes what is, and says what is so already', () => {
    const { steps, problems } = plan(
      ['id', 'typeId', 'nameZh', 'lng', 'lat', 'tags'],
      ['NEW-1', 'thermo', '新温湿度计', '113.9', '22.5', '值班;夜间'],
      ['TH-1', '', '', '', '', '值班'],
      ['TH-2', 'thermo', '', '', '', ''],
    )
    expect(problems).toEqual([])
    expect(steps.map(({ kind }) => kind)).toEqual(['add', 'change', 'same'])
    expect(steps[0]).toMatchObject({
      device: { id: 'NEW-1', name: { zh: '新温湿度计', en: '新温湿度计' }, tags: ['值班', '夜间'] },
    })
    expect(steps[1]).toMatchObject({ deviceId: 'TH-1', patch: { tags: ['值班'] } })
  })

  it('adds no device whose id reads as another one does, nor one that no topic can bear', () => {
    const row = (id: string) => [id, 'thermo', '温湿度计', '113.9', '22.5']
    const headings = ['id', 'typeId', 'nameZh', 'lng', 'lat']
    expect(codes(plan(headings, row('th-1'), row('ＴＨ-1'), row('NEW-7'), row('new-7'), row('NEW-8')))).toEqual([
      '2 id duplicateId',
      '3 id duplicateId',
      '5 id duplicateId',
    ])
    expect(codes(plan(headings, row('A/1'), row('+'), row('B#'), row('C\u200b1')))).toEqual(
      [2, 3, 4, 5].map((at) => `${at} id malformed`),
    )
  })

  // req: R-4.1.1-03 R-4.1.1.1-02
  it('takes a device of every shipped type, over every network, by one row each', () => {
    const packs = new Map(systemPacks.map((type) => [String(type.id), type]))
    const shipped: RegistryFacts = { ...facts, type: (id) => packs.get(id) }
    const rows = systemPacks.flatMap(({ id }) =>
      DeviceNetwork.options.map((network) => [`${id}-${network}`, id, '设备', '113.9', '22.5', network]),
    )
    const headings = ['id', 'typeId', 'nameZh', 'lng', 'lat', 'network']
    const { steps, problems } = planOf(shipped, headings, ...rows)
    expect(problems).toEqual([])
    expect(steps.flatMap((step) => (step.kind === 'add' ? [step.device.network] : []))).toEqual(
      systemPacks.flatMap(() => DeviceNetwork.options),
    )
    expect(DeviceNetwork.options).toEqual(expect.arrayContaining(['2g', '3g', '4g', '5g', 'nbIot', 'lora']))
    // They speak some thirty protocols; what a row says is the same for all.
    expect(new Set(systemPacks.flatMap(({ protocols = [] }) => protocols)).size).toBeGreaterThan(20)
  })

  it('has every fault told by row, field and code, also behind the first', () => {
    const building = district.geometry.buildings[0]!
    expect(
      codes(
        plan(
          head,
          ['A', 'nothing', '甲', '113.9', '22.5', '', ''],
          ['B', 'thermo', '乙', '1139', '22.5', '', ''],
          ['C', 'thermo', '', '113.9', '22.5', '', ''],
          ['D', 'thermo', '丁', '113.9', '22.5', building.id, '199'],
          ['E', 'thermo', '戊', '113.9', '22.5', '', '3'],
          ['A', 'thermo', '甲', '113.9', '22.5', '', ''],
          ['', 'thermo', '庚', '113.9', '22.5', '', ''],
          ['DR-2', '', '', '', '', '', ''],
          ['TH-1', 'door', '', '', '', '', ''],
          ['F', 'thermo', '己', '113.9', '22.5', 'nowhere', 'zero'],
        ),
      ),
    ).toEqual([
      '2 typeId unknownType',
      '3 lng outOfRange',
      '4 nameZh missing',
      '5 floor floorOutsideBuilding',
      '6 floor floorWithoutBuilding',
      '7 id duplicateId',
      '8 id missing',
      '9 id retired',
      '10 typeId typeChanged',
      '11 floor malformed',
      '11 buildingId unknownBuilding',
    ])
  })

  it('may name gateways of other rows, but not in a circle', () => {
    const rows = (parentOfA: string) => [
      ['A', 'thermo', '甲', '113.9', '22.5', parentOfA],
      ['B', 'thermo', '乙', '113.9', '22.5', 'A'],
    ]
    const columns = ['id', 'typeId', 'nameZh', 'lng', 'lat', 'parentId']
    expect(codes(plan(columns, ...rows('')))).toEqual([])
    expect(codes(plan(columns, ...rows('B')))).toEqual(['2 parentId cycle', '3 parentId cycle'])
    expect(codes(plan(columns, ...rows('nobody')))).toEqual(['2 parentId unknownDevice'])
  })

  it('with a heading that nobody knows is refused as a whole', () => {
    expect(codes(plan(['id', 'typo'], ['A', 'x']))).toEqual(['1 typo unknownColumn'])
    expect(codes(plan(['名称'], ['x']))).toEqual(['1 id missingColumn'])
    expect(codes(plan(['id', 'ID'], ['x', 'y']))).toEqual(['1 ID duplicateId'])
  })

  it('takes a field back with a dash, and leaves alone what is empty', () => {
    const [step] = plan(['id', 'parentId', 'tags'], ['TH-1', '-', '']).steps
    expect(step).toMatchObject({ kind: 'change', patch: { parentId: null } })
    expect(codes(plan(['id', 'lng'], ['TH-1', '-']))).toEqual(['2 lng missing'])
  })

  it('written by an export says nothing new', () => {
    const rows = district.devices
      .filter(({ id }) => id !== 'DR-2')
      .map((device) => importColumns.map((column) => String(column.write(device) ?? '')))
    const { steps, problems } = plan(
      importColumns.map(({ zh }) => zh),
      ...rows,
    )
    expect(problems).toEqual([])
    expect(new Set(steps.map(({ kind }) => kind))).toEqual(new Set(['same']))
  })

  it('of any cells at all is a plan or problems, and what it adds is a whole device', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('-', '3', 'B2', 'thermo', 'TH-1', 'gw-1', '113.9', '__proto__', 'g1;g2', '2024-01-01', 'lora'),
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: importColumns.length + 2 }), { maxLength: 6 }), (rows) => {
        const { steps, problems } = plan(
          importColumns.map(({ en }) => en),
          ...rows,
        )
        for (const { row } of problems) expect(row).toBeGreaterThan(0)
        if (problems.length > 0) return
        for (const step of steps) if (step.kind === 'add') expect(step.device.name.zh).not.toBe('')
      }),
      { seed: 5, numRuns: 2_000 },
    )
  })
})

describe('a device with its changes', () => {
  const device = district.devices.find(({ id }) => id === 'TH-1')!
  const changed = { by: { kind: 'system', id: 'x' }, atMs: 1 } as const
  it('keeps what no change speaks of, and loses what was taken back', () => {
    const next: Device = patched(device, { firmware: '2.0', tags: ['a'], parentId: null })
    expect(next).toMatchObject({ id: 'TH-1', name: device.name, firmware: '2.0', tags: ['a'] })
    expect('parentId' in next).toBe(false)
    expect(patched(next, { tags: [], firmware: null })).toEqual(patched(device, { parentId: null }))
  })
  it('is none while only changes of it are known', () => {
    expect(deviceAfter(undefined, { id: device.id, patch: { firmware: '2' }, changed })).toBeUndefined()
    expect(deviceAfter(undefined, { id: device.id, added: device, patch: { firmware: '2' }, changed })).toMatchObject({
      firmware: '2',
    })
  })
})
