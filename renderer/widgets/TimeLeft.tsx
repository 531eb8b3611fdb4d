import styles from './TimeLeft.module.css'

export interface TimeLeftProps {
  label: string
  /** What the clock shows, as text. */
  shown: string
  hint: string
  /** How much of the time is used, 0 to 1; over 1 it is late. `undefined` for a clock that only counts. */
  used: number | undefined
}

const RADIUS = 18
const ROUND = 2 * Math.PI * RADIUS

/** A deadline: ring in the accent while in time, important in the last quarter, urgent when over. Word and number say the same as the ring. */
export function TimeLeft({ label, shown, hint, used }: TimeLeftProps) {
  const tone = used === undefined ? 'calm' : used >= 1 ? 'over' : used >= 0.75 ? 'near' : 'inTime'
  return (
    <div className={styles.timeLeft}>
      <svg className={styles.ring} viewBox="0 0 42 42" aria-hidden>
        <circle className={styles.track} cx="21" cy="21" r={RADIUS} />
        {used !== undefined && (
          <circle
            className={styles[tone]}
            cx="21"
            cy="21"
            r={RADIUS}
            // Once it is over the whole ring says so.
            strokeDasharray={`${(used >= 1 ? 1 : 1 - used) * ROUND} ${ROUND}`}
            transform="rotate(-90 21 21)"
          />
        )}
      </svg>
      <span className={styles.label}>{label}</span>
      <span className={`${styles.shown} ${styles[`${tone}Text`] ?? ''}`}>{shown}</span>
      <span className={styles.hint} title={hint}>
        {hint}
      </span>
    </div>
  )
}
