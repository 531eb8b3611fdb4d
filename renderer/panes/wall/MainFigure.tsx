import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../feed'
import { formatNumber, useFormat } from '../../i18n'
import { useColours } from '../../theme/theme'
import { Value } from '../../widgets'
import { Chart } from '../../widgets/Chart'
import { mainChart } from './mainChart'
import type { Figure } from './tileRows'
import { useReason } from './useReason'
import styles from './MainFigure.module.css'

/** The one figure of a monitor, large, with its last hour beside it. */
export function MainFigure({ figure, isRaised }: { figure: Figure; isRaised: boolean }) {
  const { definition, value, isOutOfScope } = figure
  const reason = useReason(figure)
  const { t } = useTranslation('wall')
  const format = useFormat()
  const now = useNow()
  const colours = useColours()
  const trend = value?.trend
  const option = useMemo(
    () => (trend && trend.length > 1 ? mainChart(trend, colours, isRaised) : undefined),
    [trend, colours, isRaised],
  )
  const name = format.text(definition.name)
  const age = value?.value === undefined ? t('waiting') : t('age', { age: format.age(now - value.atMs) })
  const words = isOutOfScope ? reason : (changeWords(trend, definition.decimals, t) ?? age)
  return (
    <div className={styles.main}>
      <div>
        <p className={styles.name}>{name}</p>
        <Value
          className={styles.value}
          shown={value?.value === undefined ? undefined : formatNumber(value.value, definition.decimals)}
          unit={format.text(definition.unit)}
          quality={isOutOfScope && value?.quality === 'good' ? 'stale' : (value?.quality ?? 'never')}
          reason={reason}
        />
        <p className={styles.change}>{words}</p>
      </div>
      {option && <Chart className={styles.chart} option={option} label={t('lastHour', { name })} />}
    </div>
  )
}

/** How the figure has moved in the last hour, in words; `undefined` while there is nothing to compare. */
function changeWords(
  trend: readonly (number | null)[] | undefined,
  decimals: number,
  t: ReturnType<typeof useTranslation<'wall'>>['t'],
): string | undefined {
  const known = trend?.filter((value) => value !== null) ?? []
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined || known.length < 2) return undefined
  const change = last - first
  const minutes = (trend?.length ?? 1) - 1
  return t('change', {
    change: `${change > 0 ? '+' : change === 0 ? '±' : ''}${formatNumber(change, decimals)}`,
    minutes,
  })
}
