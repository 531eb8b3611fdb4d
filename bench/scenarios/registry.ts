import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startMosquitto } from '../../tests/support/mosquitto'
import { type Client, Device, DeviceType } from '../../domain/contract'
import { benchRules, benchType, makeBenchDistrict } from '../benchDistrict'
import { figure } from '../figure'
import { openAsEngineer } from '../openClient'
import type { BenchOptions } from '../options'
import type { Figure } from '../results'
import { type Service, startService } from '../startService'
import { percentile } from '../statistics'

const devices = 100_000
const properties = 10
const adds = 20
const readings = 10
const askEveryMs = 5

/** A district of 100,000 devices with 10 points and 10 alarms each, and three rules on all of them: what it takes to start, and for how long the service answers nobody while it changes. */
export async function measureRegistry({ profile }: BenchOptions): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-bench-registry-'))
  const broker = await startMosquitto()
  let service: Service | undefined
  try {
    const district = makeBenchDistrict(undefined, devices)
    const type = wideType(district.deviceTypes[0] ?? benchType)
    const begun = await startService({
      url: broker.url,
      folder,
      district: { ...district, deviceTypes: [type] },
      ...(profile !== undefined && { profile }),
    })
    service = begun
    const subject = `${devices.toLocaleString('en')} devices, ${properties} points each`
    await wait(2_000)
    const figures = [
      figure('start until ready', subject, begun.readyMs, 'ms'),
      figure('CPU until ready', subject, begun.readyCpuS, 's'),
      figure('memory, of a point', subject, begun.residentBytes() / devices / properties, 'B'),
      figure('memory', subject, begun.residentBytes() / 2 ** 20, 'MiB'),
    ]
    const client = await openAsEngineer(begun.windowsUrl)
    const observer = await openAsEngineer(begun.windowsUrl)
    /** Of some work: how long it took, what it cost, and the longest that somebody else waited for an answer meanwhile. */
    const watch = async (what: string, work: (nth: number) => Promise<unknown>, times = 1): Promise<void> => {
      const took: number[] = []
      let longestMs = 0
      let isOver = false
      const asking = (async () => {
        while (!isOver) {
          const askedMs = performance.now()
          // One that waits for too long is given up; so long it has waited.
          await observer.call('session.read', {}).catch(() => undefined)
          longestMs = Math.max(longestMs, performance.now() - askedMs)
          await wait(askEveryMs)
        }
      })()
      const cpuS = begun.cpuS()
      for (let nth = 0; nth < times; nth++) {
        const fromMs = performance.now()
        await work(nth)
        took.push(performance.now() - fromMs)
      }
      // What is left to do afterwards counts too.
      await wait(1_500)
      const idle = begun.cpuS()
      isOver = true
      await asking
      figures.push(
        figure(`${what}, p50`, subject, percentile(took, 0.5), 'ms'),
        figure(`${what}, CPU each`, subject, ((idle - cpuS) / times) * 1_000, 'ms'),
        figure(`${what}, longest that another waited`, subject, longestMs, 'ms', { target: '≤ 50' }),
      )
    }
    await watch('nothing', () => wait(1_000))
    await watch(
      'a device added',
      (nth) => {
        const [place] = district.devices.slice(nth, nth + 1).map((each) => each.place)
        const name = { zh: `新${nth}`, en: `new ${nth}` }
        return client.call('registry.addDevice', {
          key: randomUUID(),
          device: Device.parse({ id: `new-${nth}`, typeId: type.id, name, place }),
        })
      },
      adds,
    )
    await watch(
      'a rule edited',
      (nth) =>
        client.call('rule.save', {
          key: randomUUID(),
          rule: { ...benchRules[2], name: { zh: `改${nth}`, en: `edited ${nth}` } },
          basis: nth + 1,
        }),
      1,
    )
    figures.push(...(await measureReading(begun, subject)))
    await watch('a new version of the type, saved', async () => {
      await client.call('registry.saveDeviceType', {
        key: randomUUID(),
        type: { ...type, version: type.version + 1, properties: [...type.properties, extra(type, properties)] },
      })
    })
    const fromMs = performance.now()
    await watch('a new version of the type, until all devices have it', () => untilUpgraded(client))
    figures.push(figure('a new version of the type, taken in within', subject, performance.now() - fromMs, 'ms'))
    client.close()
    observer.close()
    return figures
  } finally {
    await service?.stop()
    await broker.stop()
    await rm(folder, { recursive: true })
  }
}

/** What a window gets after a change of one device: the whole table, as before, and what is different in it. */
async function measureReading(service: Service, subject: string): Promise<Figure[]> {
  let bytes = 0
  const client = await openAsEngineer(service.windowsUrl, (more) => (bytes += more))
  const table = await client.call('registry.devices', {})
  const read = async (what: string, once: () => Promise<unknown>): Promise<Figure[]> => {
    const [cpuS, received] = [service.cpuS(), bytes]
    for (let nth = 0; nth < readings; nth++) await once()
    return [
      figure(`${what}, sent`, subject, (bytes - received) / readings / 1024, 'KiB'),
      figure(`${what}, CPU`, subject, ((service.cpuS() - cpuS) / readings) * 1_000, 'ms'),
    ]
  }
  const figures = [
    ...(await read('a window reads the table after a change, whole', () => client.call('registry.devices', {}))),
    ...(await read('a window reads the table after a change, what changed', () =>
      client.call('registry.changes', { run: table.run, since: table.changes - 1 }),
    )),
  ]
  client.close()
  return figures
}

/** Until no device waits for a new version of its type, asked as a window asks. */
async function untilUpgraded(client: Client): Promise<void> {
  const { run, changes } = await client.call('registry.devices', {})
  for (let since = changes; ;) {
    const { delta } = await client.call('registry.changes', { run, since })
    if (delta?.upgrading.length === 0) return
    since = delta?.changes ?? since
    await wait(1_000)
  }
}

function wideType(type: DeviceType): DeviceType {
  const more = Array.from({ length: properties - type.properties.length }, (_, nth) => extra(type, nth))
  return DeviceType.parse({ ...type, properties: [...type.properties, ...more] })
}

function extra({ properties: [first] }: DeviceType, nth: number): DeviceType['properties'][number] {
  if (!first) throw new Error('the type has no properties')
  return { ...first, id: `extra${nth}` }
}
