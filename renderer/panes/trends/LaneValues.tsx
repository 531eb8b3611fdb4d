import { useTranslation } from 'react-i18next'
import { qualityCodes, type HistorySeries } from '../../../domain/contract'
import { decimalsOf, unknown, useFormat } from '../../i18n'
import { laneFigures, rowAt } from './laneFigures'
import type { Comparison } from './timeRange'
import styles from './TrendsPane.module.css'

/** What a lane was at the pointer, how old that was by then, and what it was at the same time of the day or week before. */
export function LaneValues({
  series,
  before,
  comparison,
  cursorMs,
  decimals,
  formatTime,
}: {
  series: HistorySeries | undefined
  before: HistorySeries | undefined
  comparison: Comparison | undefined
  cursorMs: number | undefined
  decimals: number | undefined
  formatTime(atMs: number): string
}) {
  const { t } = useTranslation(['trends'])
  const format = useFormat()
  const number = (value: number) => format.number(value, decimals ?? decimalsOf(value))
  /** Also of a sample that is bad: as bad. */
  const told = (from: HistorySeries, row: number): string => {
    if (from.qualities[row] === qualityCodes.never) return t('gap')
    const value = from.average[row] ?? Number.NaN
    if (Number.isNaN(value) || (from.resolution === 'raw' && from.qualities[row] === qualityCodes.bad)) return t('bad')
    const [least, greatest] = [from.minimum[row] ?? value, from.maximum[row] ?? value]
    return least === greatest ? number(value) : `${number(value)} (${number(least)} – ${number(greatest)})`
  }
  const row = series && cursorMs !== undefined ? rowAt(series, cursorMs) : undefined
  const atMs = (row !== undefined && series?.timesMs[row]) || 0
  return (
    <>
      {series && cursorMs !== undefined && row !== undefined && (
        <span className={styles.cursor}>
          {formatTime(atMs)} {told(series, row)}
          {series.resolution === 'raw' && <small className={styles.aged}>{format.age(cursorMs - atMs)}</small>}
        </span>
      )}
      {comparison && (
        <span className={styles.before}>
          <i className={styles.dashes} aria-hidden />
          {t(`compare.${comparison.id}`)} {before ? toldBefore(before) : unknown}
        </span>
      )}
    </>
  )

  function toldBefore(from: HistorySeries): string {
    if (cursorMs === undefined || !comparison) {
      const { average } = laneFigures(from)
      return average === undefined ? t('gap') : `${t('figure.average')} ${number(average)}`
    }
    const then = rowAt(from, cursorMs - comparison.ms)
    return then === undefined ? t('gap') : told(from, then)
  }
}
