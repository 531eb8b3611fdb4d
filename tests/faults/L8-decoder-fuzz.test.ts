import forge from 'node-forge'
import { decodeFrame as unpackFrame, encodeFrame } from '../../domain/channel/webSocketFrames'
import type { z } from 'zod'
import { afterAll, describe, expect, it } from 'vitest'
import { FramesOptions } from '../../connectors/frames/options'
import { HistoryAnswers } from '../../connectors/mqtt/HistoryAnswers'
import { MessageIntake } from '../../connectors/mqtt/MessageIntake'
import { MqttOptions, PlainMapping } from '../../connectors/mqtt/options'
import { createRecordingSink, createTestDirectory } from '../../connectors/mqtt/testing'
import { OpcUaOptions } from '../../connectors/opcua/options'
import { createScriptEngine } from '../../connectors/script/createScriptEngine'
import { ScriptCodec } from '../../connectors/script/ScriptCodec'
import { createTestAccess, device, engineer, hydrant, sign } from '../../core/access/testAccess'
import { makeCertificate, makeRsaKey, readCertificate, readRequest, rsaKeyOf } from '../../core/access/x509'
import { readItems } from '../../core/forwarding/ForwardQueue'
import { readTable } from '../../core/registry/files/readTable'
import { writeTable } from '../../core/registry/files/writeTable'
import { checkDescription } from '../../domain/codec/checkDescription'
import { decodeFrame } from '../../domain/codec/decodeFrame'
import { encodeMessage } from '../../domain/codec/encodeMessage'
import { FrameSplitter } from '../../domain/codec/FrameSplitter'
import { shippedCodecs } from '../../domain/codec/shipped'
import { ClientFrame, CodecDescription, DeviceType, DistrictDocument, Refused } from '../../domain/contract'
import { checkDistrict } from '../../domain/district/checkDistrict'
import { testDistrict, testDistrictJson } from '../../domain/district/testDistrict'
import { compileExpression } from '../../domain/expression/compileExpression'
import { checkFact } from '../../domain/journal/parseEntry'
import { systemPacks } from '../../domain/packs'
import { checkDeviceType } from '../../domain/registry/checkDeviceType'
import { planImport } from '../../domain/registry/planImport'
import { readRule } from '../../domain/rules/compileRule'
import { shippedRules } from '../../domain/rules/shippedRules'
import { createTestWorld } from '../../domain/rules/testRules'
import { readTsl } from '../../domain/things/readTsl'
import { writeTsl } from '../../domain/things/writeTsl'
import { exportLayout, importLayout } from '../../layouts/readLayout'
import { shippedLayouts } from '../../layouts/shipped'
import { mutateBytes, mutateJson, mutateText } from './kit/mutants'
import { type Randoms, randoms } from './kit/randoms'
import { isNightly, report } from './report'
import { readBy } from '../../domain/contract/readBy'

const seed = 20_261_123
const text = new TextEncoder()
const nowMs = 1_750_000_000_000

/** A place where something of others is read. `read` answers whether it was taken; it must not throw but what it documents. */
interface Wall {
  name: string
  /** Inputs in CI; 100,000 at night unless said. */
  inputs: number
  nightly?: number
  /** One more mutated input, read. */
  next: (random: Randoms) => boolean | Promise<boolean>
}

const pick = <T>(random: Randoms, of: readonly T[]): T => {
  const one = of[random.below(of.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}
/** Half of the documents are bent as text, half in their members. */
const bentJson = (document: unknown, random: Randoms): unknown => {
  if (random.next() < 0.7) return mutateJson(document, random)
  try {
    return JSON.parse(mutateText(JSON.stringify(document), random))
  } catch {
    return undefined
  }
}
const bentText = (document: unknown, random: Randoms): string =>
  random.next() < 0.5 ? JSON.stringify(mutateJson(document, random)) : mutateText(JSON.stringify(document), random)

function messageWall(): Wall {
  const mapping = PlainMapping.parse({
    topicFilter: 'plant/+/#',
    productKey: 'hydrant',
    deviceName: 'h{2}',
    properties: { pressure: { path: 'a.b', scale: 10 }, mode: { path: 'list.1' } },
    time: { path: 't', unit: 'iso' },
  })
  const sink = createRecordingSink()
  const directory = createTestDirectory()
  const history = new HistoryAnswers('run')
  const intake = new MessageIntake({ linkId: 'l', directory, sink, mappings: [mapping], history, now: () => nowMs })
  const seeds: (readonly [topic: string, message: unknown])[] = [
    [
      '/sys/hydrant/h1/thing/event/property/post',
      { id: '1', params: { pressure: 512.5, isOpen: { value: 1, time: nowMs } } },
    ],
    ['/sys/hydrant/h1/thing/event/tilted/post', { id: '2', params: { value: { angle: 3 }, time: nowMs } }],
    ['/sys/hydrant/h1/thing/service/flush_reply', { id: 'c1', code: 200, data: {}, message: 'ok' }],
    [
      '/sys/handset/p0/thing/event/receipt/post',
      { id: '3', params: { value: { subject: 'task', id: 't1', state: 'done' } } },
    ],
    ['/sys/hydrant/h1/thing/lifecycle', { status: 'offline', time: nowMs }],
    ['plant/1/x', { a: { b: 5 }, list: [1, 2], t: '2026-01-01T00:00:00Z' }],
  ]
  return {
    name: 'messages of devices (MQTT)',
    inputs: 5_000,
    next(random) {
      const [topic, message] = pick(random, seeds)
      const before = sink.refusals.length
      const payload = Buffer.from(mutateBytes(text.encode(bentText(message, random)), random))
      intake.take(random.below(20) === 0 ? mutateText(topic, random) : topic, payload, {
        qos: 1,
        isRetained: false,
        isRepeat: false,
      })
      intake.forgetSeen()
      const wasTaken = sink.refusals.length === before
      sink.refusals.length = 0
      sink.samples.length = 0
      return wasTaken
    },
  }
}

function frameWalls(): Wall[] {
  const bytes = Uint8Array.from({ length: 48 }, (_, at) => (at * 37) % 256)
  const [panel] = shippedCodecs.filter(({ id }) => id === 'fire-panel-line')
  const told = panel && encodeMessage(panel.messages[0]!, { number: 9, loop: 1, point: 3, state: 1, text: 'LOBBY' })
  const sound = shippedCodecs.map((each) => ({
    each,
    splitter: new FrameSplitter(each),
    frame: each === panel && told?.isOk ? told.bytes : bytes,
  }))
  return [
    {
      name: 'frames of a described protocol',
      inputs: 3_000,
      next(random) {
        const { each, splitter, frame } = pick(random, sound)
        const bent = mutateBytes(frame, random)
        splitter.push(bent)
        return decodeFrame(each, bent, 'in').isOk
      },
    },
    {
      name: 'descriptions of protocols',
      inputs: 1_500,
      next(random) {
        const { data } = readBy(CodecDescription, bentJson(pick(random, shippedCodecs), random))
        if (!data || checkDescription(data).length > 0) return false
        decodeFrame(data, bytes)
        new FrameSplitter(data).push(bytes)
        return true
      },
    },
  ]
}

function registryWalls(): Wall[] {
  const district = testDistrict()
  const facts: Parameters<typeof planImport>[1] = {
    device: (id) => {
      const found = district.devices.find((one) => one.id === id)
      return found && { device: found, isRetired: false }
    },
    type: (id) => district.deviceTypes.find((type) => type.id === id),
    building: (id) => district.geometry.buildings.find((one) => one.id === id),
    hasPlot: () => true,
    hasOrganisation: () => false,
    hasGroup: () => false,
    twinOf: () => undefined,
  }
  const tsls = systemPacks.slice(0, 8).map((type) => writeTsl(type))
  const frame = { systemKey: 'energy.water_meter', symbol: 'meter', name: { zh: '水表', en: 'Meter' } }
  const fileWall = (format: 'csv' | 'geojson' | 'xlsx', inputs: number, nightly?: number): Wall => {
    const file = writeTable(format, district.devices, 'zh-CN')
    return {
      name: `import files (${format})`,
      inputs,
      ...(nightly !== undefined && { nightly }),
      async next(random) {
        const content = await file
        const bent =
          format === 'xlsx' || random.next() < 0.3
            ? mutateBytes(content, random)
            : text.encode(mutateText(new TextDecoder().decode(content), random))
        const table = await readTable(format, bent)
        if ('problem' in table) return false
        const work = planImport(table, facts, () => true)
        for (;;) {
          const { done, value } = work.next()
          if (done === true) return value.problems.length === 0
        }
      },
    }
  }
  return [
    fileWall('csv', 800),
    fileWall('geojson', 800),
    fileWall('xlsx', 60, 5_000),
    {
      name: 'thing models of makers (TSL)',
      inputs: 1_000,
      next: (random) => readTsl(mutateText(pick(random, tsls), random), frame).ok,
    },
    {
      name: 'device types',
      inputs: 800,
      next(random) {
        const { data } = readBy(DeviceType, bentJson(pick(random, systemPacks), random))
        return data !== undefined && checkDeviceType(data, () => true).length === 0
      },
    },
    {
      name: 'district documents',
      inputs: 500,
      next(random) {
        const { data } = readBy(DistrictDocument, bentJson(testDistrictJson(), random))
        return data !== undefined && checkDistrict(data).length === 0
      },
    },
  ]
}

function ruleWalls(): Wall[] {
  const { catalogue } = createTestWorld({ ...testDistrict(), deviceTypes: [...systemPacks] })
  const environment = new Map([
    ['temperature', { type: 'number' as const, unit: '℃' }],
    ['isOpen', { type: 'bool' as const, unit: undefined }],
  ])
  const expressions = [
    'temperature > 30 && !isOpen || abs(temperature - 5.0) < unit(3, "℃")',
    'temperature in [1, 2, 3] ? isOpen : temperature >= -4.5',
    '((((temperature + 1.0) * 2.0) - 3.0) / 4.0) != 5.0',
  ]
  return [
    {
      name: 'rules',
      inputs: 800,
      next: (random) => readRule(bentJson(pick(random, shippedRules), random), catalogue).compiled !== undefined,
    },
    {
      name: 'expressions (CEL)',
      inputs: 3_000,
      next(random) {
        const compiled = compileExpression(mutateText(pick(random, expressions), random), environment)
        if (compiled.isOk) compiled.expression.evaluate({ temperature: 31, isOpen: false })
        return compiled.isOk
      },
    },
  ]
}

const pemOf = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`

/** A certificate and a request that are read as they are: what is bent differs from them in one place. */
async function soundPapers() {
  const { privatePem, publicPem } = await makeRsaKey('holder')
  const certificate = makeCertificate({
    publicPem,
    commonName: '城台',
    use: 'authority',
    nowMs,
    validDays: 30,
    serial: Uint8Array.from({ length: 16 }, (_, at) => at + 1),
    ownPrivatePem: privatePem,
  })
  const request = forge.pki.createCertificationRequest()
  request.publicKey = forge.pki.publicKeyFromPem(publicPem)
  request.setSubject([{ shortName: 'CN', value: 'h1' }])
  request.sign(rsaKeyOf(privatePem), forge.md.sha256.create())
  const papers = [
    { read: readCertificate, label: 'CERTIFICATE', pem: certificate },
    { read: readRequest, label: 'CERTIFICATE REQUEST', pem: forge.pki.certificationRequestToPem(request) },
  ]
  return papers.map((paper) => {
    const der = Uint8Array.from(Buffer.from(paper.pem.replace(/-----[^-]+-----/g, ''), 'base64'))
    paper.read(pemOf(paper.label, der))
    return { ...paper, der }
  })
}

async function accessWalls(): Promise<Wall[]> {
  const { access, clock } = await createTestAccess()
  const { secret } = await access.keys.issue({ deviceId: device('h1'), overlapMs: 0 }, engineer)
  const { codes } = await access.activations.make({ typeId: hydrant, validMs: 3_600_000, count: 1 }, engineer)
  const topic = '/sys/hydrant/h1/thing/event/property/post'
  const slot = createTestDirectory().slot('hydrant/h1')
  const signed: unknown = JSON.parse(
    sign(secret, topic, { id: '1', params: { pressure: 5 } }, { seq: 3, time: clock.nowMs }),
  )
  const request = { id: 1, params: { productKey: 'hydrant', deviceName: 'h0', activationCode: codes[0]?.code } }
  const papers = await soundPapers()
  let asked = 0
  return [
    {
      name: 'signed messages',
      inputs: 2_000,
      next(random) {
        const bent = bentJson(signed, random)
        if (typeof bent !== 'object' || bent === null) return false
        const verdict = access.signatures.check(slot, topic, { ...bent }, clock.nowMs)
        return verdict !== undefined && 'payload' in verdict
      },
    },
    {
      name: 'activation requests',
      inputs: 500,
      async next(random) {
        asked += 1
        const from = `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`
        // A code that survives its bending is one that may be used: another one then takes its place in vain.
        const answer: { code: number } = JSON.parse(
          await access.activations.use(Buffer.from(bentText(request, random)), from, () => {}),
        )
        return answer.code === 200
      },
    },
    {
      name: 'certificates and requests (X.509)',
      inputs: 500,
      next(random) {
        const { read, pem, label, der } = pick(random, papers)
        try {
          read(random.next() < 0.3 ? mutateText(pem, random) : pemOf(label, mutateBytes(der, random)))
          return true
        } catch (error) {
          if (error instanceof Refused) return false
          throw error
        }
      },
    },
  ]
}

function coreWalls(): Wall[] {
  const layouts = shippedLayouts.map((layout) => exportLayout(layout))
  const items = [
    { id: 'a/b/1', kind: 'sample', atMs: 1, deviceId: 'a', property: 'b', value: 1.5, quality: 0 },
    { id: 'e-1', kind: 'alarm', atMs: 2, alarmId: 'x', priority: 'urgent', text: '"\\\n}' },
  ]
  const facts: (readonly [kind: string, payload: unknown])[] = [
    ['alarm.acknowledged', { comment: 'seen' }],
    ['alarm.shelved', { untilMs: nowMs, reason: 'works' }],
    ['rule.saved', { rule: shippedRules[0], version: 1 }],
    ['deviceType.saved', { type: systemPacks[0] }],
  ]
  const frames: ClientFrame[] = [
    { t: 'call', id: 1, method: 'alarm.acknowledge', params: { key: 'k-12345678', ids: ['a'], basis: 3 } },
    { t: 'subscribe', id: 2, feed: 'samples.changed', filter: { rateHz: 5 }, credit: 3 },
  ]
  const options: (readonly [schema: z.ZodType, sound: unknown])[] = [
    [
      MqttOptions,
      {
        id: 'site',
        url: 'mqtts://b:8883',
        clientId: 'c',
        mappings: [{ topicFilter: 'a/+', productKey: 'p', deviceName: '{1}', properties: { x: { path: 'a.b' } } }],
      },
    ],
    [OpcUaOptions, { id: 'plant', url: 'opc.tcp://s:4840', pkiFolder: 'pki', security: 'None' }],
    [
      FramesOptions,
      {
        id: 'meters',
        codecId: 'meter-645',
        wire: { kind: 'tcpClient', host: 'h', port: 1 },
        devices: [{ productKey: 'p', deviceName: 'd', address: 3 }],
      },
    ],
  ]
  return [
    {
      name: 'layouts',
      inputs: 500,
      next: (random) => 'layout' in importLayout(mutateText(pick(random, layouts), random)),
    },
    { name: 'queues of forwarding', inputs: 2_000, next: (random) => readItems(bentText(items, random)) !== undefined },
    {
      name: 'facts of the journal',
      inputs: 1_000,
      next(random) {
        const [kind, payload] = pick(random, facts)
        try {
          checkFact(random.below(20) === 0 ? mutateText(kind, random) : kind, 'x', bentJson(payload, random))
          return true
        } catch {
          // A fact of the wrong shape is a fault of the caller, and told as an error.
          return false
        }
      },
    },
    {
      name: 'frames of windows and seats',
      inputs: 3_000,
      next(random) {
        try {
          return readBy(ClientFrame, unpackFrame(mutateBytes(encodeFrame(pick(random, frames)), random))).success
        } catch {
          // What is no msgpack is dropped by the transport with the connection.
          return false
        }
      },
    },
    {
      name: 'options of links',
      inputs: 1_500,
      next(random) {
        const [schema, sound] = pick(random, options)
        return readBy(schema, bentJson(sound, random)).success
      },
    },
  ]
}

async function scriptWall(): Promise<Wall> {
  const scriptEngine = await createScriptEngine()
  const source = `function decode(bytes) { let sum = 0; for (let i = 0; i < bytes.length; i++) { sum += bytes[i] }
    return { address: bytes[0], values: { a: sum, b: JSON.parse('{"c":1}').c } } }`
  return {
    name: 'scripts of people',
    inputs: 40,
    nightly: 5_000,
    next(random) {
      const script = new ScriptCodec(scriptEngine, mutateText(source, random))
      return script.decode(Uint8Array.of(1, 2, 3)).outcome.outcome === 'returned'
    },
  }
}

const walls = [
  messageWall(),
  ...frameWalls(),
  ...registryWalls(),
  ...ruleWalls(),
  ...(await accessWalls()),
  ...coreWalls(),
  await scriptWall(),
]

describe('L8 decoder-fuzz: what is bent is refused or understood, nothing is thrown, no prototype changes', () => {
  const told: { name: string; inputs: number; taken: number; slowestMs: number; thrown: number }[] = []
  const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype]
  const shapes = prototypes.map((each) => Reflect.ownKeys(each).length)

  it.each(walls)('$name', async ({ name, inputs, nightly = 100_000, next }) => {
    const random = randoms(seed)
    const count = isNightly ? nightly : inputs
    const thrown: string[] = []
    let taken = 0
    let slowestMs = 0
    for (let i = 0; i < count; i++) {
      const beganMs = performance.now()
      try {
        if (await next(random)) taken += 1
      } catch (error) {
        thrown.push(`input ${i}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      }
      slowestMs = Math.max(slowestMs, performance.now() - beganMs)
    }
    told.push({ name, inputs: count, taken, slowestMs: Math.round(slowestMs * 10) / 10, thrown: thrown.length })
    expect(thrown.slice(0, 3)).toEqual([])
    expect(prototypes.map((each) => Reflect.ownKeys(each).length)).toEqual(shapes)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(taken).toBeLessThan(count)
  })

  afterAll(() =>
    report({
      name: 'L8 decoder-fuzz',
      seed,
      figures: Object.fromEntries(
        told.map(({ name, inputs, taken, slowestMs }) => [name, `${inputs}, ${taken} taken, slowest ${slowestMs} ms`]),
      ),
      bar: '0 thrown, no prototype changed; aim ≤ 5 ms each',
      pass: told.length === walls.length && told.every(({ thrown }) => thrown === 0),
    }),
  )
})
