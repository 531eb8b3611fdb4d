import type { WarmIntake } from '../iot/createWarmIntake'
import type { SiteIntake } from '../iot/SiteIntake'
import type { Driving, Mandate } from './createDriving'
import type { SiteSwitch } from './createSiteSwitch'

/** Where this seat takes the wheel and lets go of it. */
export interface Helm {
  /** Lease under which this seat drives; `undefined` while it does not. */
  readonly fence: number | undefined
  readonly isDriving: boolean
  /**
   * Begins to drive, and runs what the links heard since a moment through it: nothing that happened between two drivers is lost.
   *
   * @param sinceMs our clock; when whoever drove before was surely still there
   */
  begin(mandate: Mandate & { fence: number }, sinceMs: number): void
  /** Before another seat drives: ends what waits to be sent. */
  release(): Promise<void>
  /** Stops driving. Resolves when what was heard until then is written. */
  end(): Promise<void>
}

export interface HelmParts {
  site: SiteSwitch
  /** The shadow of each link while another seat drives. */
  warm: ReadonlyMap<string, WarmIntake>
  drive: (mandate: Mandate) => Driving
}

export function createHelm({ site, warm, drive }: HelmParts): Helm {
  const shadow: SiteIntake = {
    sinkFor(linkId) {
      const intake = warm.get(linkId)
      if (!intake) throw new RangeError(`no link ${linkId}`)
      return intake.sink
    },
    setLink() {},
  }
  let at: { driving: Driving; fence: number } | undefined
  site.route(shadow)

  return {
    get fence() {
      return at?.fence
    },
    get isDriving() {
      return at !== undefined
    },
    begin(mandate, sinceMs) {
      const driving = drive(mandate)
      at = { driving, fence: mandate.fence }
      for (const [linkId, intake] of warm) {
        const { isWhole } = intake.drainSince(sinceMs, driving.sinkFor(linkId))
        if (!isWhole) driving.noteGap(linkId, sinceMs)
      }
      site.route(driving)
    },
    release: async () => at?.driving.release(),
    async end() {
      if (!at) return
      const { driving } = at
      site.route(shadow)
      await driving.stop()
      at = undefined
    },
  }
}
