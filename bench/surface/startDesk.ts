import { readFile } from 'node:fs/promises'
import mqtt from 'mqtt'
import type { Page } from 'playwright-core'
import { DistrictDocument, type Device } from '../../domain/contract'
import {
  brokerPassword,
  brokerUser,
  districtFile,
  newProfile,
  signIn,
  startConsole,
  type RunningConsole,
} from '../../tests/e2e/console'

/** A number above the limit of every smoke detector, and one far below it. */
const smoke = 6
const clear = 0.1

/** Lets `measureWindows` collect garbage in a page and read its heap to the byte. */
const openMemory = ['--js-flags=--expose-gc', '--enable-precise-memory-info']

/** The real console with somebody signed in, and the site as the bench plays it. */
export interface BenchDesk {
  readonly console: RunningConsole
  readonly windows: readonly Page[]
  /** Smoke detectors of the district: each raises an urgent alarm with its first message. */
  readonly detectors: readonly Device[]
  readonly site: mqtt.MqttClient
  /** @returns when the message left, UTC ms */
  report(detector: Device, isSmoke: boolean): Promise<number>
  stop(): Promise<void>
}

/**
 * Starts it without the drawing of maps: no graphics card, and drawing them by software takes what there is of processors.
 *
 * @param windows displays that the X server has
 */
export async function startDesk(windows: number): Promise<BenchDesk> {
  const district = DistrictDocument.parse(JSON.parse(await readFile(districtFile, 'utf8')))
  const types = new Set(
    district.deviceTypes.filter(({ systemKey }) => systemKey === 'fire.wireless_smoke').map(({ id }) => id),
  )
  const profile = await newProfile()
  const console = await startConsole({ userData: profile.path, displays: windows, args: openMemory })
  const pages = console.windows()
  const [first] = pages
  if (!first) throw new Error('the console has no window')
  await signIn(first, '周敏')
  for (const page of pages) await page.getByRole('region', { name: '告警条' }).waitFor({ timeout: 60_000 })
  const site = await mqtt.connectAsync(`mqtt://127.0.0.1:${console.brokerPort}`, {
    username: brokerUser,
    password: brokerPassword,
  })
  return {
    console,
    windows: pages,
    detectors: district.devices.filter(({ typeId }) => types.has(typeId)),
    site,
    async report({ id, typeId }, isSmoke) {
      const time = Date.now()
      await site.publishAsync(
        `/sys/${typeId}/${id}/thing/event/property/post`,
        JSON.stringify({
          id: String(time),
          version: '1.0',
          time,
          params: { smoke_density: isSmoke ? smoke : clear },
        }),
        { qos: 1 },
      )
      return time
    },
    async stop() {
      await site.endAsync(true)
      await console.close()
      await profile.remove()
    },
  }
}
