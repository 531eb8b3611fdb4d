import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Access, createAccess } from '../access/createAccess'
import { accessDirectory } from '../access/accessDirectory'
import { ensureDemoDevices } from '../access/ensureDemoDevices'
import { createNumberStore } from '../access/numberStore'
import { makeRsaKey } from '../access/x509'
import { createCodecs } from '../codec/createCodecs'
import { createPassThrough } from '../codec/createPassThrough'
import { createWarmIntake, type WarmIntake } from '../iot/createWarmIntake'
import { Refusals } from '../iot/Refusals'
import type { Registry } from '../iot/Registry'
import type { LiveState } from '../live/LiveState'
import type { CoreOptions } from './CoreOptions'
import type { CoreTools } from './CoreTools'
import { createLinks, type Links } from './createLinks'
import { createSiteSwitch, type SiteSwitch } from './createSiteSwitch'
import type { SeatFiles } from './openFiles'
import type { ScopeFilter } from './ScopeFilter'

/** The ways to the site and who may come in by them, up to the switch behind which somebody takes what they bring. */
export interface SiteSide {
  readonly access: Access
  readonly codecs: ReturnType<typeof createCodecs>
  readonly passThrough: ReturnType<typeof createPassThrough>
  readonly refusals: Refusals
  readonly links: Links
  readonly site: SiteSwitch
  /** What each link brought lately, while another seat drives. */
  readonly warm: ReadonlyMap<string, WarmIntake>
}

/** Nothing comes in before the links are started. @throws Refused `badRequest` when a file that describes links is not sound */
export async function createSiteSide(parts: {
  options: CoreOptions
  files: Pick<SeatFiles, 'seatId' | 'journal' | 'duty'>
  registry: Registry
  live: LiveState
  /** Of the installation. */
  secret: Uint8Array
  /** What of the links' is kept while another seat drives. */
  kept: ScopeFilter
  tools: CoreTools
}): Promise<SiteSide> {
  const { options, registry, live, secret, kept, tools } = parts
  const { seatId, journal, duty } = parts.files
  const { now, onError } = tools
  const access = await createAccess({
    ...tools,
    journal,
    numbers: createNumberStore(duty),
    makeKey: makeRsaKey,
    directory: accessDirectory(registry),
    secret,
    randomBytes,
  })
  // Who follows a service has what the service's devices prove.
  if (options.demoDevicesFile !== undefined && !options.network?.service)
    await ensureDemoDevices(await readFile(options.demoDevicesFile, 'utf8'), { ...access, journal }).catch(onError)
  const codecs = createCodecs(journal)
  const passThrough = createPassThrough({ journal, codecs, dataDir: options.dataDir, onError })
  const refusals = new Refusals((refusal) => access.noteRefusal(refusal))
  const site = createSiteSwitch()
  const links = await createLinks({
    broker: options.broker,
    deviceHttp: options.deviceHttp,
    opcUaFile: options.opcUaFile,
    framesFile: options.framesFile,
    codecs,
    dataDir: options.dataDir,
    seatId,
    directory: registry.site,
    site,
    refusals,
    access,
    now,
    onTurnedAway: (clientId, reason) => options.log.warn({ clientId, reason }, 'the broker turned a connection away'),
  })
  const warm = new Map(
    links.connectors.map(({ id }) => [
      id,
      createWarmIntake({ told: live, pointCount: registry.pointCount, scope: kept, refusals, now }),
    ]),
  )
  return { access, codecs, passThrough, refusals, links, site, warm }
}
