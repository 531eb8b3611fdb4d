import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNow, useSeat, useSeatHeardAtMs } from '../feed'
import { useFormat } from '../i18n'
import { Drawing } from '../widgets'
import { bannersOf } from './bannersOf'
import styles from './Banners.module.css'

/** What changes how everything else must be read. Pushes the panes down, never covers them, and cannot be closed while it is true. */
export function Banners() {
  const { t } = useTranslation('shell')
  const format = useFormat()
  const now = useNow()
  const seat = useSeat()
  const heardAtMs = useSeatHeardAtMs()
  return bannersOf(seat, heardAtMs, now).map((banner) => {
    const sinceMs = banner === 'lost' ? heardAtMs : (seat?.roleSinceMs ?? now)
    const values = {
      time: format.clock(sinceMs),
      duration: format.duration(now - sinceMs),
      pending: format.number(seat?.pendingEntries ?? 0),
      reason: seat?.storage.reason ?? '',
    }
    return (
      <section key={banner} className={styles.banner} role="alert">
        {banner === 'lost' || banner === 'storage' ? (
          <TriangleAlert size={28} strokeWidth={1.5} aria-hidden />
        ) : (
          <Drawing kind="role" name={banner} size={28} />
        )}
        <div>
          <p className={styles.title}>{t(`banner.${banner}`)}</p>
          <p>{t(`banner.${banner}Detail`, values)}</p>
        </div>
      </section>
    )
  })
}
