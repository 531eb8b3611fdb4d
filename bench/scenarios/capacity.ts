import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMosquitto } from '../../tests/support/mosquitto'
import { makeBenchDistrict } from '../benchDistrict'
import type { Figure } from '../results'
import { startRole } from '../Role'
import { loadDevices } from '../roles/reports'
import { hasService, startService } from '../startService'
import { cpuPerMillion, type Fed, type Steady, steadyRate, untilStored } from '../steadyRate'

/** Of one site: messages a second, and devices. Two sites with their brokers and publishers are what two cores carry. */
const perS = 4_000
const devices = loadDevices / 2
const forMs = 10_000
/** Messages before anything is measured: every device was heard. */
const warm = devices

/**
 * R-4.1.1.1-10, access that scales: one site with its broker and its service, and two of them side by side. What a sample costs must not rise with the number of sites: then twice the machines take twice the devices.
 */
export async function measureCapacity(): Promise<Figure[]> {
  if (!hasService()) return []
  const one = await measureSites(1)
  const two = await measureSites(2)
  const row = (subject: string, { cost, missing }: Measured): Figure[] => [
    { what: `CPU at ${perS} msg/s a site`, subject, value: cost, unit: 's / 1 M samples' },
    { what: 'sent and not stored', subject, value: missing, unit: 'msg', target: '0' },
  ]
  return [
    ...row(`one service, ${devices} devices`, one),
    ...row(`two services, ${devices} devices each`, two),
    { what: 'cost of a sample', subject: 'two services : one', value: two.cost / one.cost, unit: '×', target: '≤ 1.1' },
  ]
}

interface Measured {
  cost: number
  missing: number
}

async function measureSites(count: number): Promise<Measured> {
  const stops: (() => Promise<unknown>)[] = []
  try {
    const sites: Fed[] = []
    for (let nth = 0; nth < count; nth++) {
      const folder = await mkdtemp(join(tmpdir(), 'chengtai-bench-'))
      stops.push(() => rm(folder, { recursive: true }))
      const broker = await startMosquitto()
      stops.push(() => broker.stop())
      const subject = await startService({ url: broker.url, folder, district: makeBenchDistrict(undefined, devices) })
      stops.push(() => subject.stop())
      const load = await startRole('load', { port: broker.port, qos: 1, seed: nth + 1, devices })
      stops.push(() => load.stop())
      load.send({ allow: warm })
      await untilStored(subject, warm)
      sites.push({ subject, load, allowed: warm })
    }
    const steady: Steady[] = await Promise.all(sites.map((site) => steadyRate(site, perS, forMs)))
    return { cost: cpuPerMillion(...steady), missing: steady.reduce((sum, { missing }) => sum + missing, 0) }
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}
