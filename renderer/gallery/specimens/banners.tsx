import type { SeatState } from '../../../domain/contract'
import { seatNow } from '../../feed'
import { Banners } from '../../shell/banners/Banners'
import type { Specimen } from '../Specimen'
import { World } from '../World'
import styles from '../Gallery.module.css'

const scope = { systems: ['fire', 'building_equipment.power_monitoring', 'staff'], plots: [] }

/** The banners of a seat of which this is true. */
const bannersOf = (seat: () => Partial<SeatState>) =>
  function SampleBanners() {
    return (
      <div className={styles.full}>
        <World seat={seat()}>
          <Banners />
        </World>
      </div>
    )
  }

export default {
  id: 'banners',
  group: 'shared',
  states: {
    alone: bannersOf(() => ({
      role: 'alone',
      isDriving: true,
      scope,
      pendingEntries: 57,
      roleSinceMs: seatNow() - 761_000,
    })),
    merging: bannersOf(() => ({ role: 'merging', merge: { done: 25, total: 100 } })),
    suspecting: bannersOf(() => ({ role: 'suspecting', isDriving: false, roleSinceMs: seatNow() - 3_000 })),
    degraded: bannersOf(() => ({ storage: { state: 'reserve', databaseBytes: 1, freeBytes: 38e6 } })),
  },
} satisfies Specimen
