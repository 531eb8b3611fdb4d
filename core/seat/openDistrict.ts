import { join as joinPath } from 'node:path'
import type { RankedSeat } from '../../domain/seat/coordinator'
import type { Registry } from '../iot/Registry'
import { loadRegistry, readDistrictText } from '../iot/registryStore'
import type { LinkFeature } from '../sync/LinkFeature'
import { awaitFirstSync } from './awaitFirstSync'
import type { CoreOptions } from './CoreOptions'
import type { CoreTools } from './CoreTools'
import { byItself, type Installation, type InstallationParts, joinInstallation } from './joinInstallation'
import { loadDistrict, noDistrict } from './loadDistrict'
import type { SeatFiles } from './openFiles'

/** The district that a seat works with. */
export interface OpenDistrict {
  readonly registry: Registry
  /** Of its text; `undefined` without one. */
  readonly hash: string | undefined
  /** Links the seat with the others that know the district. */
  join(features: readonly LinkFeature[]): Promise<Installation>
}

/**
 * The district of this seat's files; at the first start of the file that is named, or, where a service is followed, of the service.
 *
 * @throws Refused when the district file is not sound
 */
export async function openDistrict(
  options: CoreOptions,
  files: SeatFiles,
  self: RankedSeat & { readonly name: string },
  { now, schedule, onError }: Pick<CoreTools, 'now' | 'schedule' | 'onError'>,
): Promise<OpenDistrict> {
  const { log, network } = options
  const join = (knowing: Pick<InstallationParts, 'district' | 'features' | 'onDistrict'>) =>
    network
      ? joinInstallation({
          ...knowing,
          network,
          seatId: files.seatId,
          seatName: options.seatName,
          version: options.version,
          knownConsolesFile: joinPath(options.dataDir, 'consoles.json'),
          journal: files.journal,
          store: files.duty,
          now,
          schedule,
          log,
          onError,
        })
      : Promise.resolve(byItself(self))
  if (network?.service && !files.registry) {
    const limits = { patienceMs: network.limits?.firstSyncMs ?? 15_000, lookEveryMs: 50 }
    if (!(await awaitFirstSync((onDistrict) => join({ district: undefined, features: [], onDistrict }), limits)))
      log.warn({ service: network.service.url }, 'this console has never reached its service: it knows no district')
  }
  const registry = network?.service
    ? ((await loadRegistry(files.duty)) ?? noDistrict())
    : await loadDistrict(
        files,
        options.districtFile,
        () => log.info({ districtFile: options.districtFile }, 'this seat has a district; the file is not taken'),
        options.isDemo,
      )
  const hash = (await readDistrictText(files.duty.knex))?.sha256
  return {
    registry,
    hash,
    join: (features) =>
      join({
        district: hash === undefined ? undefined : { id: registry.geometry.id, hash },
        onDistrict() {
          log.warn('the leader has another district: it is taken over with a new start')
          options.onDistrictChanged?.()
        },
        features,
      }),
  }
}
