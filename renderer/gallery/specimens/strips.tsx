import { StatusBar } from '../../shell/status/StatusBar'
import { TopStrip } from '../../shell/TopStrip'
import type { Specimen } from '../Specimen'
import styles from '../Gallery.module.css'

/** Top strip and status bar as they are on a display so wide. */
function Strips({ className }: { className: string | undefined }) {
  return (
    <div className={className}>
      <TopStrip onSearch={() => undefined} onKeys={() => undefined} />
      <StatusBar onKeys={() => undefined} />
    </div>
  )
}

export default {
  id: 'strips',
  group: 'shared',
  states: {
    px1920: () => <Strips className={styles.px1920} />,
    px1366: () => <Strips className={styles.px1366} />,
    px1024: () => <Strips className={styles.px1024} />,
  },
} satisfies Specimen
