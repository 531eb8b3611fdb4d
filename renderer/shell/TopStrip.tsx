import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNow, useSeat } from '../feed'
import { useFormat } from '../i18n'
import { useKeyCap } from '../keys/keyboard'
import { Drawing, KeyCap } from '../widgets'
import { LayoutMark } from './LayoutMark'
import { ShowButton } from '../shows/ShowButton'
import { Monitors } from './Monitors'
import { PersonMenu } from './PersonMenu'
import styles from './TopStrip.module.css'

/** Who, where, when: product, district and display, the eight monitors, search, role of the seat, person, clock. */
export function TopStrip({ onSearch, onKeys }: { onSearch(): void; onKeys(): void }) {
  const { t } = useTranslation(['shell', 'common'])
  const format = useFormat()
  const seat = useSeat()
  const searchCap = useKeyCap('search')
  const bridge = window.chengtai
  return (
    <header className={styles.strip} data-round="">
      <Drawing kind="role" name="leader" size={20} className={styles.mark} />
      <span className={`${styles.product} ${styles.rank2}`}>{t('common:product')}</span>
      <span className={`${styles.rule} ${styles.rank2}`} />
      <span className={styles.district}>{seat?.districtName && format.text(seat.districtName)}</span>
      {seat?.isDemo && (
        <span className={styles.demo} title={t('demoTip')}>
          {t('demo')}
        </span>
      )}
      <span className={`${styles.display} ${styles.rank3}`}>
        {bridge
          ? t('display', { number: bridge.display.number, role: t(`displayRole.${displayRole(bridge.display.role)}`) })
          : t('displayRole.browser')}
      </span>
      <LayoutMark />
      <Monitors />
      <span className={styles.spring} />
      <button type="button" className={styles.search} aria-label={t('search')} onClick={onSearch}>
        <Search size={14} aria-hidden />
        <span className={`${styles.searchText} ${styles.rank4}`}>{t('search')}</span>
        {searchCap && <KeyCap>{searchCap}</KeyCap>}
      </button>
      <ShowButton />
      {seat && (
        <span className={[styles.role, styles[seat.role]].filter(Boolean).join(' ')}>
          <Drawing kind="role" name={seat.role} size={18} />
          {t(`common:seatRole.${seat.role}`)}
        </span>
      )}
      <span className={styles.rule} />
      <PersonMenu onKeys={onKeys} />
      <span className={styles.rule} />
      <Clock />
    </header>
  )
}

const displayRoles = ['all', 'map', 'alarms', 'dispatch', 'wall', 'engineering'] as const
const displayRole = (role: string) => displayRoles.find((known) => known === role) ?? 'all'

function Clock() {
  const now = useNow()
  const format = useFormat()
  return (
    <time className={styles.time} dateTime={new Date(now).toISOString()}>
      <span className={`${styles.day} ${styles.rank4}`}>{format.day(now)}</span>
      <span className={styles.clock}>{format.clock(now)}</span>
      <span className={`${styles.zone} ${styles.rank4}`}>{format.zone(now)}</span>
    </time>
  )
}
