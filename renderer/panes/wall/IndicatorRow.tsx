import { useTranslation } from 'react-i18next'
import { useNow } from '../../feed'
import { useFormat, formatNumber, unknown } from '../../i18n'
import { Sign, Sparkline, StateMark, Value } from '../../widgets'
import type { Figure } from './tileRows'
import { useReason } from './useReason'
import styles from './IndicatorRow.module.css'

/** One figure: mark, name, the last hour, value, unit, age. */
export function IndicatorRow({ figure }: { figure: Figure }) {
  const { definition, value, isOutOfScope } = figure
  const { t } = useTranslation('seat')
  const reason = useReason(figure)
  const format = useFormat()
  const now = useNow()
  const quality = isOutOfScope && value?.quality === 'good' ? 'stale' : (value?.quality ?? 'never')
  const isStale = quality === 'stale'
  const hasAge = value !== undefined && value.value !== undefined
  return (
    <li
      className={[
        styles.row,
        value?.alarm && styles.abnormal,
        value?.alarm && styles[value.alarm],
        isOutOfScope && styles.outside,
      ]
        .filter(Boolean)
        .join(' ')}
    >
      <span>
        {value?.alarm ? (
          <Sign priority={value.alarm} size={16} />
        ) : quality === 'stale' || quality === 'bad' ? (
          <StateMark state={quality} size={16} />
        ) : undefined}
      </span>
      <span className={styles.name} title={format.text(definition.name)}>
        {format.text(definition.name)}
      </span>
      <Sparkline
        values={value?.trend ?? []}
        widthPx={format.language === 'en' ? 60 : 88}
        heightPx={20}
        className={styles.line}
      />
      <Value
        className={styles.value}
        shown={value?.value === undefined ? undefined : formatNumber(value.value, definition.decimals)}
        quality={quality}
        reason={reason}
      />
      <span className={styles.unit}>{format.text(definition.unit)}</span>
      <span className={isStale ? styles.ageStale : styles.age} title={isOutOfScope ? reason : undefined}>
        {isOutOfScope ? t('scope.none') : hasAge ? format.age(now - value.atMs) : unknown}
      </span>
    </li>
  )
}
