import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { reveal, useSeat } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Drawing } from '../../widgets'
import { Banner } from './Banner'
import styles from './Banner.module.css'

/** The service is back: both sides exchange what they lack, and it is seen how far they are. */
export function MergingBanner() {
  const { t } = useTranslation('seat')
  const format = useFormat()
  const merge = useSeat()?.merge
  const share = merge && merge.total > 0 ? Math.min(1, merge.done / merge.total) : 0
  return (
    <Banner
      tone="progress"
      icon={<Drawing kind="role" name="merging" size={28} />}
      title={t('banner.merging.title')}
      detail={t('banner.merging.detail')}
    >
      {merge && (
        <>
          <div
            className={styles.bar}
            role="progressbar"
            aria-label={t('banner.merging.title')}
            aria-valuemin={0}
            aria-valuemax={merge.total}
            aria-valuenow={merge.done}
          >
            <div className={styles.done} style={{ width: `${100 * share}%` }} />
          </div>
          {t('banner.merging.progress', { done: format.number(merge.done), total: format.number(merge.total) })}
        </>
      )}
    </Banner>
  )
}

/** What the last merge came to, and the way to what clashed. */
export function MergedBanner() {
  const { t } = useTranslation('seat')
  const format = useFormat()
  const seat = useSeat()
  if (!seat?.lastMerge) return undefined
  const { atMs, entries, conflicts, tookMs } = seat.lastMerge
  return (
    <Banner
      isSlim
      tone={conflicts > 0 ? 'important' : 'notice'}
      icon={conflicts > 0 ? <Drawing kind="role" name="merging" size={20} /> : <Check size={20} aria-hidden />}
      title={t('banner.merged.title', { time: format.clock(atMs) })}
      detail={[
        t('banner.merged.detail', {
          count: entries,
          entries: format.number(entries),
          seconds: format.number(tookMs / 1000, 1),
        }),
        conflicts > 0 ? t('banner.merged.conflicts', { count: conflicts }) : t('banner.merged.noConflicts'),
      ].join(t('clauseSeparator'))}
    >
      {conflicts > 0 && <Button onClick={() => reveal('conflicts')}>{t('banner.merged.open')}</Button>}
    </Banner>
  )
}
