import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Device } from '../../../domain/contract'
import { escapeCell, unescapeCell } from './csvCells'
import { readTable } from './readTable'
import { writeTable } from './writeTable'

const device = (id: string, more: object = {}): Device =>
  Device.parse({
    id,
    typeId: 'thermo',
    name: { zh: '温湿度计，"大堂"', en: 'Sensor, lobby' },
    place: { lngLat: [113.946, 22.54], buildingId: 'T1', floor: -1, space: { zh: '大堂', en: 'Lobby' } },
    ...more,
  })

const devices = [
  device('TH-1', { tags: ['=HYPERLINK("http://x")', '值班'], firmware: '+1.2', activatedAtMs: 1_700_000_000_000 }),
  device('TH-2', { groupIds: ['g1', 'g2'], attributes: [{ name: '资产号', value: '@SUM(A1)' }], network: 'nbIot' }),
]

const cellsOf = async (format: 'csv' | 'xlsx' | 'geojson') => {
  const table = await readTable(format, await writeTable(format, devices, 'zh-CN'))
  if ('problem' in table) throw new Error(table.problem.detail)
  return table
}

/** A zip of one part, whose sizes are whatever its maker says. */
function zipOf(name: string, unpacked: Buffer, saidBytes: number): Buffer {
  const packed = deflateRawSync(unpacked)
  const local = Buffer.alloc(30 + name.length)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(saidBytes, 22)
  local.writeUInt16LE(name.length, 26)
  local.write(name, 30)
  const entry = Buffer.alloc(46 + name.length)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(saidBytes, 24)
  entry.writeUInt16LE(name.length, 28)
  entry.write(name, 46)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length, 12)
  end.writeUInt32LE(local.length + packed.length, 16)
  return Buffer.concat([local, packed, entry, end])
}

describe('import files', () => {
  it.each(['csv', 'xlsx', 'geojson'] as const)('are read again as they were exported: %s', async (format) => {
    const { headings, rows } = await cellsOf(format)
    const at = (row: number, names: string[]) => rows[row]?.cells[headings.findIndex((name) => names.includes(name))]
    expect(rows).toHaveLength(2)
    expect(at(0, ['设备编号', 'id'])).toBe('TH-1')
    expect(at(0, ['名称', 'nameZh'])).toBe('温湿度计，"大堂"')
    expect(at(0, ['标签', 'tags'])).toBe('=HYPERLINK("http://x");值班')
    expect(at(0, ['固件版本', 'firmware'])).toBe('+1.2')
    expect(at(0, ['楼层', 'floor'])).toBe('-1')
    expect(Number(at(1, ['经度', 'lng']))).toBe(113.946)
    expect(at(1, ['属性:资产号', 'attr:资产号'])).toBe('@SUM(A1)')
  })

  it('bear no cell that a spreadsheet would calculate', async () => {
    const text = new TextDecoder().decode(await writeTable('csv', devices, 'zh-CN'))
    expect(text).toContain(`'=HYPERLINK`)
    expect(text).toContain(`'@SUM(A1)`)
    expect(text).not.toMatch(/(^|[,"])[=@]/m)
  })

  it('give every text back that they take', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^'[=+\-@\t\r]/.test(text))
        expect(unescapeCell(escapeCell(text))).toBe(text)
      }),
      { seed: 1 },
    )
  })

  it('in the letters that Excel writes in China are read too', async () => {
    // 编号,名称 and 大堂 in GB 18030.
    const content = Buffer.from('69642c6e616d655a680d0a412c', 'hex')
    const table = await readTable('csv', Buffer.concat([content, Buffer.from([0xb4, 0xf3, 0xcc, 0xc3])]))
    expect(table).toMatchObject({ headings: ['id', 'nameZh'], rows: [{ row: 2, cells: ['A', '大堂'] }] })
  })

  it('that unpack to more than they say are refused before anybody unpacks them', async () => {
    const bomb = zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(80 * 1024 * 1024), 1_000)
    expect(bomb.length).toBeLessThan(200_000)
    expect(await readTable('xlsx', bomb)).toMatchObject({
      problem: { code: 'unreadable', detail: 'too large when unpacked' },
    })
  })

  it('change no prototype', async () => {
    const text = `{"type":"FeatureCollection","__proto__":{"polluted":1},"features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[113,22]},
      "properties":{"id":"A","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}]}`
    await readTable('geojson', Buffer.from(text))
    await readTable('csv', Buffer.from('id,__proto__,constructor\nA,{"polluted":1},1'))
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('10,000 broken ones are a table or a problem, never an exception', async () => {
    const csv = await writeTable('csv', devices, 'en')
    const json = await writeTable('geojson', devices, 'en')
    const broken = (content: Uint8Array) =>
      fc
        .array(fc.record({ at: fc.nat(content.length - 1), byte: fc.nat(255) }), { minLength: 1, maxLength: 6 })
        .map((changes) => {
          const copy = Uint8Array.from(content)
          for (const { at, byte } of changes) copy[at] = byte
          return copy
        })
    // Half of them have a heading or a quote in the wrong place; few are read to the end.
    await fc.assert(
      fc.asyncProperty(broken(json), async (content) => {
        const table = await readTable('geojson', content)
        expect('problem' in table ? table.problem.code : 'rows').toBeTruthy()
      }),
      { seed: 2, numRuns: 9_000 },
    )
    await fc.assert(
      fc.asyncProperty(broken(csv), async (content) => {
        const table = await readTable('csv', content)
        expect('problem' in table || table.rows.length <= 4).toBe(true)
      }),
      { seed: 3, numRuns: 1_000 },
    )
  })

  it('that are broken workbooks are told so', async () => {
    const xlsx = await writeTable('xlsx', devices, 'en')
    await fc.assert(
      fc.asyncProperty(fc.nat(xlsx.length - 1), fc.nat(255), async (at, byte) => {
        const copy = Uint8Array.from(xlsx)
        copy[at] = byte
        const table = await readTable('xlsx', copy)
        expect('problem' in table || Array.isArray(table.rows)).toBe(true)
      }),
      { seed: 4, numRuns: 60 },
    )
  })
})
