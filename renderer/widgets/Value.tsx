import { useTranslation } from 'react-i18next'
import { useNow, type ShownQuality } from '../feed'
import { unknown, useFormat } from '../i18n'
import styles from './Value.module.css'

export interface ValueProps {
  /** In digits as they are to be shown, or a word (the name of an enum's number); `undefined` when there is none. */
  shown: string | undefined
  unit?: string | undefined
  quality: ShownQuality
  /** Why it is bad or missing; goes into the tip. */
  reason?: string | undefined
  /** Typed in by a person, or computed because the sensor is out: a small character says so; who and since go into `reason`. */
  origin?: 'manual' | 'substituted' | undefined
  /** A command under way: the value asked for, as it is to be shown, and when it was sent, seat time, UTC ms. */
  asked?: { shown: string; sinceMs: number } | undefined
  className?: string | undefined
}

/** A value with its unit, drawn as its quality allows: a stale one does not look current, a bad one shows no digits. */
export function Value({ shown, unit, quality, reason, origin, asked, className }: ValueProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const isMissing = quality === 'bad' || quality === 'never' || shown === undefined
  const word = quality === 'good' ? undefined : t(`quality.${quality}`)
  return (
    <span
      className={[styles.value, styles[quality], className].filter(Boolean).join(' ')}
      title={[word, origin && t(`origin.${origin}`), reason].filter(Boolean).join(' · ') || undefined}
    >
      <span className={styles.digits}>
        {isMissing
          ? quality === 'bad'
            ? `${unknown} ${unknown}`
            : unknown
          : quality === 'uncertain'
            ? `≈ ${shown}`
            : shown}
      </span>
      {origin && <span className={styles.origin}>{t(`origin.${origin}Short`)}</span>}
      {asked && <span className={styles.asked}>→ {asked.shown}</span>}
      {unit !== undefined && unit.trim() !== '' && <span className={styles.unit}>{format.unit(unit)}</span>}
      {asked && <Age atMs={asked.sinceMs} />}
    </span>
  )
}

/** How old a value is, counted by the shared clock. */
export function Age({
  atMs,
  isStale = false,
  className,
}: {
  atMs: number | undefined
  /** Older than it should be: in the colour of the stale value beside it. */
  isStale?: boolean
  className?: string | undefined
}) {
  const now = useNow()
  const format = useFormat()
  return (
    <span className={className ?? (isStale ? styles.ageStale : styles.age)}>
      {atMs === undefined || atMs === 0 ? unknown : format.age(now - atMs)}
    </span>
  )
}
