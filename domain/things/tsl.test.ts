import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeviceType } from '../contract'
import { systemPacks } from '../packs'
import { readTsl, type TslFrame } from './readTsl'
import { writeTsl } from './writeTsl'

const frame: TslFrame = { systemKey: 'energy.water_meter', symbol: 'meter', name: { zh: '水表', en: 'Water meter' } }

const described = {
  maker: '某厂',
  model: 'WM-20',
  protocols: ['mqtt', 'lora'],
  picture: 'https://example.com/wm20.png',
  documents: [{ name: { zh: '说明书', en: 'Manual' }, url: 'https://example.com/wm20.pdf' }],
}

/** As a maker's console exports it, with what this product has no use for. */
const meter = {
  schema: 'https://iotx-tsl.oss-ap-southeast-1.aliyuncs.com/schema.json',
  profile: { version: '1.0', productKey: 'a1B2c3' },
  properties: [
    {
      identifier: 'flow',
      name: '流量',
      accessMode: 'r',
      required: true,
      desc: '瞬时',
      dataType: {
        type: 'float',
        specs: { min: '0', max: '12.5', unit: 'm³/h', unitName: '立方米每小时', step: '0.01' },
      },
    },
    {
      identifier: 'valve',
      name: '阀门',
      accessMode: 'rw',
      required: false,
      dataType: { type: 'enum', specs: { '0': '关', '1': '开' } },
    },
    {
      identifier: 'alive',
      name: '在线',
      accessMode: 'r',
      required: false,
      dataType: { type: 'bool', specs: { '0': '否', '1': '是' } },
    },
    {
      identifier: 'imei',
      name: '模组号',
      accessMode: 'r',
      required: true,
      dataType: { type: 'text', specs: { length: '64' } },
    },
    { identifier: 'key', name: '密钥', accessMode: 'w', required: false, dataType: { type: 'int', specs: {} } },
  ],
  events: [
    {
      identifier: 'post',
      name: 'post',
      type: 'info',
      required: true,
      method: 'thing.event.property.post',
      outputData: [],
    },
    {
      identifier: 'leak',
      name: '漏水',
      type: 'alert',
      required: false,
      desc: '',
      method: 'thing.event.leak.post',
      outputData: [
        { identifier: 'litres', name: '水量', dataType: { type: 'int', specs: { min: '0', max: '999', step: '1' } } },
        { identifier: 'where', name: '位置', dataType: { type: 'text', specs: { length: '20' } } },
        { identifier: 'track', name: '轨迹', dataType: { type: 'array', specs: { size: '5', item: { type: 'int' } } } },
      ],
    },
  ],
  services: [
    {
      identifier: 'set',
      name: 'set',
      required: true,
      callType: 'async',
      method: 'thing.service.property.set',
      inputData: [],
      outputData: [],
    },
    {
      identifier: 'close',
      name: '关阀',
      required: false,
      callType: 'sync',
      method: 'thing.service.close',
      inputData: [
        {
          identifier: 'speed',
          name: '速度',
          dataType: { type: 'double', specs: { min: '0', max: '1', unit: '', step: '0.1' } },
        },
      ],
      outputData: [],
    },
    {
      identifier: 'upgrade',
      name: '升级',
      required: false,
      callType: 'async',
      method: 'thing.service.upgrade',
      inputData: [{ identifier: 'url', name: '地址', dataType: { type: 'text', specs: { length: '2000' } } }],
      outputData: [],
    },
  ],
}

function read(document: unknown, known?: DeviceType) {
  const reading = readTsl(JSON.stringify(document), frame, known)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading
}

/** What is told of the document with other values at some of its paths; undefined takes a member out. */
function problemsWith(changes: Readonly<Record<string, unknown>>) {
  const document: unknown = structuredClone(meter)
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    const parent = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document)
    Object.assign(parent as object, { [last]: value })
  }
  const reading = readTsl(JSON.stringify(document), frame)
  return reading.ok ? [] : reading.problems
}

describe('a TSL that is read', () => {
  it('becomes a device type that satisfies the contract', () => {
    const { type } = read(meter)
    expect(DeviceType.safeParse(type).error?.message).toBeUndefined()
    expect(type).toMatchObject({ id: 'a1B2c3', version: 1, ...frame })
    expect(type.properties.map(({ id, access }) => `${id} ${access}`)).toEqual([
      'flow read',
      'valve readWrite',
      'alive read',
    ])
    expect(type.properties[0]).toMatchObject({ type: 'number', min: 0, max: 12.5, unit: 'm³/h', decimals: 2 })
    expect(type.properties[1]?.values).toEqual([
      { value: 0, name: { zh: '关', en: '关' } },
      { value: 1, name: { zh: '开', en: '开' } },
    ])
    expect(type.events).toMatchObject([
      {
        id: 'leak',
        level: 'alert',
        fields: [
          { id: 'litres', type: 'number' },
          { id: 'where', maxLength: 20 },
        ],
      },
    ])
    expect(type.alarms.map(({ id }) => id)).toEqual(['offline'])
  })

  it('takes a service for one that moves doors until somebody judges it', () => {
    expect(read(meter).type.services).toMatchObject([
      { id: 'close', commandClass: 2, call: 'rrpc', input: [{ id: 'speed', max: 1 }] },
    ])
  })

  it('takes text that a service is asked with, as long as a command can bear', () => {
    const inputData = [{ identifier: 'words', name: '内容', dataType: { type: 'text', specs: { length: '200' } } }]
    const announce = { identifier: 'announce', name: '播音', callType: 'sync', inputData, outputData: [] }
    const { type } = read({ ...meter, services: [...meter.services, announce] })
    expect(type.services.at(-1)).toMatchObject({
      id: 'announce',
      input: [{ id: 'words', type: 'text', maxLength: 200 }],
    })
    expect(read(JSON.parse(writeTsl(type))).type.services.at(-1)).toEqual(type.services.at(-1))
  })

  it('says what of it is not used here, by path', () => {
    expect(read(meter).keptAside).toEqual([
      { path: 'properties[3]', reason: 'dataType' },
      { path: 'properties[4]', reason: 'writeOnly' },
      { path: 'events[1].outputData[2]', reason: 'dataType' },
      { path: 'services[2].inputData[0]', reason: 'dataType' },
      { path: 'services[2]', reason: 'input' },
    ])
  })

  // req: R-4.1.1.2-06
  it('takes over from the type as it is what a TSL cannot say, and tells which alarms lost what they watch', () => {
    const { type } = read(meter)
    const known: DeviceType = {
      ...type,
      version: 4,
      ...described,
      properties: type.properties.map((each) => ({
        ...each,
        name: { zh: each.name.zh, en: 'In English' },
        reportPeriodMs: 900_000,
      })),
      services: type.services.map((each) => ({ ...each, commandClass: 3 as const })),
      alarms: [
        ...type.alarms,
        { ...type.alarms[0]!, id: 'much', condition: { kind: 'above', property: 'flow', limit: 9, deadband: 1 } },
        { ...type.alarms[0]!, id: 'lost', condition: { kind: 'event', event: 'gone' } },
      ],
    }
    expect(DeviceType.parse(known)).toEqual(known)
    const { type: next, lostAlarms } = read(meter, known)
    expect(next).toMatchObject({ version: 5, ...described, services: [{ commandClass: 3 }] })
    expect(next.properties[0]).toMatchObject({ name: { en: 'In English' }, reportPeriodMs: 900_000 })
    expect(next.alarms.map(({ id }) => id)).toEqual(['offline', 'much'])
    expect(lostAlarms.map(({ id }) => id)).toEqual(['lost'])
  })
})

describe('a TSL that is written', () => {
  it('is the very text that was read while nothing was changed', () => {
    const text = JSON.stringify(meter, undefined, 4)
    const reading = readTsl(text, frame)
    expect(reading.ok && writeTsl(reading.type)).toBe(text)
  })

  it('has a changed member with all that the maker said besides, and the rest as it was', () => {
    const { type } = read(meter)
    const [flow, ...rest] = type.properties
    const changed = JSON.parse(writeTsl({ ...type, properties: [{ ...flow!, max: 20 }, ...rest] }))
    const expected = structuredClone(meter)
    expected.properties[0]!.dataType.specs.max = '20'
    expect(changed.properties).toEqual(expected.properties)
    expect(changed.services[1]).toEqual(meter.services[1])
    expect(changed.events[0].outputData.map((field: { identifier: string }) => field.identifier)).toEqual([
      'flow',
      'valve',
      'alive',
      'imei',
      'key',
    ])
  })

  it('loses what was taken out, and keeps what was never used', () => {
    const { type } = read(meter)
    const changed = JSON.parse(writeTsl({ ...type, properties: [], services: [] }))
    expect(changed.properties.map((each: { identifier: string }) => each.identifier)).toEqual(['imei', 'key'])
    expect(changed.services.map((each: { identifier: string }) => each.identifier)).toEqual(['set', 'upgrade'])
  })

  it('of each of our packs says all that a TSL can say', () => {
    for (const pack of systemPacks) {
      const reading = readTsl(writeTsl(pack), { ...frame, symbol: pack.symbol, systemKey: pack.systemKey }, pack)
      if (!reading.ok) throw new Error(`${pack.id}: ${JSON.stringify(reading.problems)}`)
      const { tsl: _, ...type } = reading.type
      const said = {
        ...pack,
        version: pack.version + 1,
        events: pack.events.map((event) => ({ ...event, level: event.level ?? 'info', fields: event.fields ?? [] })),
        services: pack.services.map((each) => ({ ...each, call: each.call ?? 'rrpc', output: each.output ?? [] })),
      }
      expect(type, pack.id).toEqual(said)
    }
  })
})

const identifier = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,20}$/)
  .filter((id) => !['set', 'get', 'post'].includes(id))
const words = fc.string({ minLength: 1, maxLength: 20 })
const limit = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
const extra = fc.dictionary(
  fc.constantFrom('desc', 'required', 'custom', '__proto__', 'constructor'),
  fc.jsonValue({ maxDepth: 1 }),
)
const dataType = fc.oneof(
  fc
    .tuple(fc.constantFrom('int', 'float', 'double'), limit, limit, fc.constantFrom('', '℃', 'kWh'), fc.boolean())
    .map(([type, a, b, unit, isText]) => {
      const shown = (value: number) => (isText ? String(value) : value)
      return { type, specs: { min: shown(Math.min(a, b)), max: shown(Math.max(a, b)), unit, step: '0.5' } }
    }),
  fc
    .dictionary(fc.integer({ min: -5, max: 99 }).map(String), words, { minKeys: 1, maxKeys: 6 })
    .map((specs) => ({ type: 'enum', specs })),
  fc.record({ type: fc.constant('bool'), specs: fc.record({ '0': words, '1': words }) }),
  fc.record({ type: fc.constantFrom('text', 'date'), specs: fc.constant({ length: '99' }) }),
  fc.record({ type: fc.constantFrom('struct', 'array'), specs: fc.jsonValue({ maxDepth: 1 }) }),
)
const field = fc.tuple(extra, identifier, words, dataType).map(([more, id, name, type]) => ({
  ...more,
  identifier: id,
  name,
  dataType: type,
}))
const list = <Item extends { identifier: string }>(item: fc.Arbitrary<Item>) =>
  fc.uniqueArray(item, { maxLength: 5, selector: (each) => each.identifier })
const document = fc
  .tuple(
    extra,
    identifier,
    list(field),
    list(field),
    list(
      fc
        .tuple(field, list(field), list(field), fc.constantFrom('sync', 'async'))
        .map(([head, inputData, outputData, callType]) => ({
          identifier: head.identifier,
          name: head.name,
          callType,
          inputData,
          outputData,
        })),
    ),
  )
  .map(([more, productKey, properties, fields, services]) => ({
    ...more,
    profile: { productKey, version: '2' },
    properties: properties.map((each, at) => ({ ...each, accessMode: ['r', 'rw', 'w'][at % 3] })),
    events: [{ identifier: 'happened', name: '发生', type: 'error', outputData: fields }],
    services,
  }))

describe('every TSL', () => {
  it('comes back with the same meaning, also where its text was not kept as it came', () => {
    fc.assert(
      fc.property(document, (tsl) => {
        const { type } = read(tsl)
        expect(DeviceType.safeParse(type).success).toBe(true)
        expect(JSON.parse(writeTsl(type))).toEqual(JSON.parse(JSON.stringify(tsl)))
        // Anything changed: the document is put together anew, and all else comes back by its own way.
        const renamed = { ...type, id: DeviceType.shape.id.parse('another') }
        const written = JSON.parse(writeTsl(renamed))
        expect({ ...written, profile: { ...written.profile, productKey: tsl.profile.productKey } }).toEqual(
          JSON.parse(JSON.stringify(tsl)),
        )
      }),
      { numRuns: 60, seed: 5 },
    )
  })

  it('says after a change and back what it said before', () => {
    fc.assert(
      fc.property(document, words, (tsl, zh) => {
        const { type } = read(tsl)
        const changed = {
          ...type,
          services: type.services.map((each) => ({ ...each, name: { zh: `${zh}!`, en: zh } })),
        }
        const again = read(JSON.parse(writeTsl(changed))).type
        const { tsl: _, ...back } = { ...again, services: type.services }
        const { tsl: __, ...expected } = type
        expect(back).toEqual(expected)
      }),
      { numRuns: 30, seed: 6 },
    )
  })
})

describe('a TSL that is wrong', () => {
  it('is told by path, all at once', () => {
    expect(
      problemsWith({
        'profile.productKey': '',
        'properties.0.dataType.specs.min': 'low',
        'properties.1.identifier': '1st',
        'properties.2.accessMode': 'x',
        'events.1.outputData.0.dataType': undefined,
        'services.1.inputData': {},
        'services.2.identifier': 'close',
      }),
    ).toEqual([
      { path: 'profile.productKey', code: 'missing' },
      { path: 'properties[0].dataType.specs.min', code: 'badNumber', details: { found: 'low' } },
      { path: 'properties[1].identifier', code: 'badIdentifier', details: { found: '1st' } },
      { path: 'properties[2].accessMode', code: 'unknownWord', details: { found: 'x', allowed: 'r rw w' } },
      { path: 'events[1].outputData[0].dataType', code: 'missing' },
      { path: 'services[1].inputData', code: 'notAList' },
      { path: 'services[2].identifier', code: 'duplicateId', details: { found: 'close' } },
    ])
  })

  it.each([
    ['limits the wrong way round', 'properties.0.dataType.specs.min', '99', 'properties[0].dataType.specs', 'badRange'],
    [
      'a state that is no number',
      'properties.1.dataType.specs',
      { on: '开' },
      'properties[1].dataType.specs',
      'badEnum',
    ],
    [
      'two states of one number',
      'properties.1.dataType.specs',
      { '1': 'a', '01': 'b' },
      'properties[1].dataType.specs',
      'badEnum',
    ],
    ['an unknown data type', 'properties.0.dataType.type', 'quaternion', 'properties[0].dataType.type', 'unknownWord'],
    ['a name without end', 'properties.0.name', '长'.repeat(401), 'properties[0].name', 'tooLong'],
    ['text for an object', 'properties.0', 'flow', 'properties[0]', 'notAnObject'],
    [
      'more properties than a type may have',
      'properties',
      Array.from({ length: 65 }, (_, at) => ({ ...meter.properties[0], identifier: `p${at}` })),
      'properties',
      'tooMany',
    ],
  ])('is refused for %s', (_, at, value, path, code) => {
    expect(problemsWith({ [at]: value })).toMatchObject([{ path, code }])
  })

  it.each([
    ['no JSON', '{', 'notJson'],
    ['a list', '[]', 'notAnObject'],
    ['a number that no number can hold', '{"profile":{"productKey":"a","x":1e999}}', 'badNumber'],
    ['nested without end', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'tooDeep'],
    ['too large', `"${'x'.repeat(262_145)}"`, 'tooLarge'],
  ])('is refused as a whole when it is %s', (_, text, code) => {
    expect(readTsl(text, frame)).toMatchObject({ ok: false, problems: [{ path: '', code }] })
  })

  it('never breaks the reader: 10,000 mutated documents are taken or refused with problems, and objects elsewhere stay as they are', () => {
    const text = JSON.stringify(meter)
    const odd = [
      'null',
      '[]',
      '{}',
      '-1',
      '1e999',
      '""',
      'true',
      '{"__proto__":{"polluted":1}}',
      '"__proto__"',
      '[[]]',
      '{"constructor":{"prototype":{"polluted":1}}}',
    ]
    // A value of the document is exchanged for an odd one, or a piece of the text is cut out or doubled.
    const values = [...text.matchAll(/"(?:[^"\\]|\\.)*"|\btrue\b|\bfalse\b/g)]
    const mutant = fc.oneof(
      fc.tuple(fc.nat(values.length - 1), fc.constantFrom(...odd)).map(([at, value]) => {
        const match = values[at]!
        return text.slice(0, match.index) + value + text.slice(match.index + match[0].length)
      }),
      fc.tuple(fc.nat(text.length), fc.nat(40), fc.boolean()).map(([at, length, isDoubled]) => {
        const piece = text.slice(at, at + length)
        return text.slice(0, at) + (isDoubled ? piece + piece : '') + text.slice(at + length)
      }),
    )
    let taken = 0
    fc.assert(
      fc.property(mutant, (broken) => {
        const reading = readTsl(broken, frame)
        if (reading.ok) {
          taken += 1
          if (taken % 8 > 0) return // writing takes longer than reading: each eighth will do
          if (!DeviceType.safeParse(reading.type).success) throw new Error('not of the contract')
          JSON.parse(writeTsl(reading.type))
        } else if (reading.problems.length === 0) throw new Error('refused without a reason')
      }),
      { numRuns: 10_000, seed: 7 },
    )
    expect(taken).toBeGreaterThan(100)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
