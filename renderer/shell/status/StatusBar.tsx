import { Languages, Rows3, SunMoon, Volume2, VolumeOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNow, useSeat } from '../../feed'
import { languages, setLanguage, useFormat, useLanguage } from '../../i18n'
import { useSoundReport } from '../../sound/useSoundReport'
import { densityNames, setDensity, useDensity } from '../../theme/density'
import { setTheme, themeNames, useTheme } from '../../theme/theme'
import { KeyFact } from './KeyFact'
import { SeatFacts } from './SeatFacts'
import { SiteFacts } from './SiteFacts'
import { SoundDutyFact } from './SoundDutyFact'
import styles from './StatusBar.module.css'

const next = <T,>(items: readonly T[], item: T): T | undefined => items[(items.indexOf(item) + 1) % items.length]

/** The seat and the site at the left, settings of the window at the right; what matters least leaves first when it gets narrow. */
export function StatusBar({ onKeys }: { onKeys(): void }) {
  const { t } = useTranslation(['shell', 'common'])
  const format = useFormat()
  const now = useNow()
  const language = useLanguage()
  const theme = useTheme()
  const density = useDensity()
  const seat = useSeat()
  return (
    <footer className={styles.bar} aria-label={t('status.label')} data-round="">
      {seat && (
        <>
          <SeatFacts seat={seat} />
          <SiteFacts seat={seat} />
        </>
      )}
      <span className={styles.spring} />
      <SoundState />
      {seat && <SoundDutyFact seat={seat} />}
      <button type="button" className={styles.item} onClick={() => setTheme(next(themeNames, theme) ?? 'night')}>
        <SunMoon size={12} aria-hidden />
        {t(`common:theme.${theme}`)}
      </button>
      <button
        type="button"
        className={styles.item}
        title={t('status.density')}
        onClick={() => setDensity(next(densityNames, density) ?? 'normal')}
      >
        <Rows3 size={12} aria-hidden />
        {t(`common:density.${density}`)}
      </button>
      <button
        type="button"
        className={styles.item}
        onClick={() => void setLanguage(next(languages, language) ?? 'zh-CN')}
      >
        <Languages size={12} aria-hidden />
        {t(`common:language.${language}`)}
      </button>
      <KeyFact onKeys={onKeys} />
      <span className={`${styles.item} ${styles.strong}`}>{format.zone(now)}</span>
    </footer>
  )
}

function SoundState() {
  const { t } = useTranslation('shell')
  const format = useFormat()
  const report = useSoundReport()
  const state = report?.state ?? 'absent'
  const words =
    report?.state === 'silenced'
      ? t('status.sound.silenced', { time: format.clock(report.untilMs, { seconds: false }) })
      : t(`status.sound.${state === 'silenced' ? 'on' : state}`)
  return (
    <span className={[styles.item, state !== 'on' && styles.attention].filter(Boolean).join(' ')}>
      {state === 'on' ? <Volume2 size={12} aria-hidden /> : <VolumeOff size={12} aria-hidden />}
      {words}
    </span>
  )
}
