import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlarmKpis } from '../../../domain/contract'
import { useFormat } from '../../i18n'
import { useColours } from '../../theme/theme'
import tokens from '../../theme/tokens.json'
import { Section } from '../../widgets'
import { Chart } from '../../widgets/Chart'
import { rateOption } from './rateOption'
import styles from './AlarmReportPane.module.css'

const day = 24 * 3_600_000

/** Alarms of each ten minutes over the range. */
export function RateChart({ kpis }: { kpis: AlarmKpis }) {
  const { t } = useTranslation('alarmReport')
  const format = useFormat()
  const colours = useColours()
  const option = useMemo(
    () =>
      rateOption({
        kpis,
        colours,
        fontFamily: tokens.font.family.replaceAll('"', "'"),
        words: { managed: t('line.managed'), flood: t('line.flood') },
        formatTime: (atMs) =>
          kpis.toMs - kpis.fromMs > day + 3_600_000
            ? format.dateTime(atMs).slice(5, 16)
            : format.clock(atMs, { seconds: false }),
      }),
    [kpis, colours, t, format],
  )
  return (
    <Section title={t('section.rate')} meta={t('rateMeta')}>
      <div className={styles.chart}>
        <Chart option={option} label={t('section.rate')} />
      </div>
    </Section>
  )
}
