import { Languages, SunMoon, Volume2, VolumeOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { reveal, useNow, useRight, useSeat, useSeatHeardAtMs } from '../feed'
import { languages, setLanguage, useFormat, useLanguage } from '../i18n'
import { useSoundReport } from '../sound/useSoundReport'
import { setTheme, themeNames, useTheme } from '../theme/theme'
import { StateMark } from '../widgets'
import { silentAfterMs } from './bannersOf'
import styles from './StatusBar.module.css'

const next = <T,>(items: readonly T[], item: T): T | undefined => items[(items.indexOf(item) + 1) % items.length]

/** Health of the links at the left, settings of the window at the right. */
export function StatusBar() {
  const { t } = useTranslation(['shell', 'common'])
  const format = useFormat()
  const now = useNow()
  const language = useLanguage()
  const theme = useTheme()
  return (
    <footer className={styles.bar} aria-label={t('status.label')}>
      <Health />
      <span className={styles.spring} />
      <SoundState />
      <button type="button" className={styles.item} onClick={() => setTheme(next(themeNames, theme) ?? 'night')}>
        <SunMoon size={12} aria-hidden />
        {t(`common:theme.${theme}`)}
      </button>
      <button
        type="button"
        className={styles.item}
        onClick={() => void setLanguage(next(languages, language) ?? 'zh-CN')}
      >
        <Languages size={12} aria-hidden />
        {t(`common:language.${language}`)}
      </button>
      <span className={styles.item}>{t('status.keys')}</span>
      <span className={`${styles.item} ${styles.strong}`}>{format.zone(now)}</span>
    </footer>
  )
}

function Fact({
  label,
  mark,
  children,
}: {
  label: string
  mark?: 'online' | 'offline' | 'abnormal'
  children?: ReactNode
}) {
  return (
    <span className={styles.item}>
      {mark && <StateMark state={mark} size={12} />}
      {label}
      {children !== undefined && <span className={styles.strong}>{children}</span>}
    </span>
  )
}

function Health() {
  const { t } = useTranslation('shell')
  const format = useFormat()
  const seat = useSeat()
  const heardAtMs = useSeatHeardAtMs()
  const mayReadRefusals = useRight('engineering.read')
  const now = useNow()
  if (!seat) return undefined
  const up = seat.links.filter(({ state }) => state === 'up').length
  const isSilent = now - heardAtMs > silentAfterMs
  const { online, abnormal, total } = seat.devices
  const refused = format.number(seat.refusedMessages)
  // A browser seat works at the service that served the page.
  const isEmbedded = window.chengtai !== undefined && seat.serviceUrl === undefined
  return (
    <>
      <Fact label={isEmbedded ? t('status.embedded') : t('status.service')} mark={isSilent ? 'offline' : 'online'}>
        {isEmbedded ? undefined : (seat.serviceUrl?.replace(/^\w+:\/\//, '') ?? location.host)}
      </Fact>
      <Fact label={t('status.connectors')} mark={up === seat.links.length ? 'online' : 'abnormal'}>
        {up} / {seat.links.length}
      </Fact>
      <Fact label={t('status.samples')}>
        {format.number(Math.round(seat.samplesPerS))}
        <span className={styles.unit}>/s</span>
      </Fact>
      <Fact label={t('status.journal')}>#{format.number(seat.journalPosition)}</Fact>
      <Fact label={t('status.pending')}>{format.number(seat.pendingEntries)}</Fact>
      <button type="button" className={styles.item} disabled={!mayReadRefusals} onClick={() => reveal('refusals')}>
        {t('status.refused')}
        <span className={styles.strong}>{refused}</span>
      </button>
      <Fact label={t('status.devices')}>
        {format.number(online + abnormal)} / {format.number(total)}
      </Fact>
      {seat.storage.state === 'degraded' && <Fact label={t('status.storage')} mark="abnormal" />}
    </>
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
