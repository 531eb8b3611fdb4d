import { seatNow } from '../../feed'
import { Empty, Failed, Loading, NoRights, StaleSince } from '../../widgets'
import { useSampleWords } from '../useSampleWords'
import type { Specimen } from '../Specimen'
import styles from '../Gallery.module.css'

function Nothing() {
  return <Empty>{useSampleWords().nothing}</Empty>
}

export default {
  id: 'paneStates',
  group: 'panes',
  shows: ['Empty', 'Failed', 'Loading', 'NoRights', 'StaleSince'],
  states: {
    empty: () => <Nothing />,
    loading: () => (
      <div className={styles.column}>
        <Loading onRetry={() => undefined} />
      </div>
    ),
    failed: () => <Failed code="internal" sinceMs={seatNow() - 60_000} onRetry={() => undefined} />,
    noRights: () => <NoRights />,
    stale: () => <StaleSince atMs={seatNow() - 60_000} />,
  },
} satisfies Specimen
