import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Correction } from '../../../domain/contract'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { useRegistry, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { Empty, Failed, Loading, Section } from '../../widgets'
import type { CorrectionDraft } from './correctionDraft'
import { CorrectionForm } from './CorrectionForm'
import { CorrectionRow } from './CorrectionRow'
import { useCorrections } from './useCorrections'
import type { LanePoint } from './useSeries'
import styles from './Corrections.module.css'

/** What people say was recorded wrongly of one point, beside its line: seen by everybody, made and withdrawn by those who may. */
export function Corrections({
  point,
  draft,
  onDraft,
  onVisible,
  onShow,
  onChanged,
  onClose,
}: {
  point: LanePoint
  draft: CorrectionDraft
  onDraft(draft: CorrectionDraft): void
  onVisible(): void
  onShow(correction: Correction): void
  /** Figures follow: the line is read anew. */
  onChanged(): void
  onClose(): void
}) {
  const { t } = useTranslation(['trends', 'common'])
  const format = useFormat()
  const registry = useRegistry()
  const words = useAlarmWords()
  const mayCorrect = useRight('history.correct')
  const { status, corrections, code } = useCorrections(point)
  const property = registry.property(point.deviceId, point.property)?.property
  if (!property) return undefined
  return (
    <aside className={styles.aside} aria-label={t('correction.title')}>
      <header className={styles.head}>
        <div className={styles.headWords}>
          <h2 className={styles.title}>{t('correction.title')}</h2>
          <p className={styles.hint}>
            {words.device(point.deviceId)} · {format.text(property.name)}
          </p>
        </div>
        <button type="button" className={styles.close} aria-label={t('common:close')} onClick={onClose}>
          <X size={16} aria-hidden />
        </button>
      </header>
      <div className={styles.scroll}>
        <Section title={t('correction.new')}>
          {mayCorrect ? (
            <CorrectionForm {...{ point, property, draft, onDraft, onVisible }} onMade={onChanged} />
          ) : (
            <p className={styles.hint}>{t('correction.needsRight')}</p>
          )}
        </Section>
        <Section title={t('correction.list')} meta={status === 'live' && corrections.length}>
          {status === 'loading' && <Loading />}
          {code && <Failed code={code} />}
          {status === 'live' && corrections.length === 0 && <Empty>{t('correction.none')}</Empty>}
          <ul className={styles.list}>
            {corrections.map((correction) => (
              <CorrectionRow
                key={correction.id}
                {...{ correction, property, mayCorrect }}
                onShow={() => onShow(correction)}
                onWithdrawn={onChanged}
              />
            ))}
          </ul>
        </Section>
      </div>
    </aside>
  )
}
