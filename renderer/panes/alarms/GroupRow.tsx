import { ChevronDown, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { useAlarmWords } from '../../alarms/useAlarmWords'
import { useItem, useNow, useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { Sign } from '../../widgets'
import { isFamily } from '../../alarms/families'
import type { AlarmGroup } from './groups'
import styles from './GroupRow.module.css'

export interface GroupRowProps {
  group: AlarmGroup
  isCollapsed: boolean
  words: ReturnType<typeof useAlarmWords>
  onToggle(key: string): void
}

/** Header of a group: what holds it together, how many, how many wait. A click folds it. */
export function GroupRow({ group, isCollapsed, words, onToggle }: GroupRowProps) {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const now = useNow()
  const title = useTitle(group, words)
  const { alarms, cause, unacknowledged } = group
  const Chevron = isCollapsed ? ChevronRight : ChevronDown
  const meta = cause ? t('group.merged', { count: alarms.length }) : t('group.count', { count: alarms.length })
  const right = cause
    ? t('group.cause', { device: words.device(cause.deviceId), duration: format.duration(now - cause.raisedAtMs) })
    : unacknowledged > 0
      ? t('group.unacknowledged', { count: unacknowledged })
      : t('group.allTaken')
  return (
    <div className={styles.cell} role="gridcell">
      <button
        type="button"
        className={styles.group}
        tabIndex={-1}
        aria-expanded={!isCollapsed}
        onClick={() => onToggle(group.key)}
      >
        <Chevron size={14} aria-hidden />
        {isCollapsed && alarms[0] && <Sign priority={alarms[0].priority} state={alarms[0].state} size={18} />}
        <b className={styles.title}>{title}</b>
        <span>{meta}</span>
        <span className={styles.spring} />
        <span>{right}</span>
      </button>
    </div>
  )
}

function useTitle({ kind, of, cause }: AlarmGroup, words: ReturnType<typeof useAlarmWords>): string {
  const { t } = useTranslation(['alarms', 'common'])
  const format = useFormat()
  const registry = useRegistry()
  const incident = useItem('incident.changed', kind === 'incident' ? of : undefined)
  switch (kind) {
    case 'failure':
    case 'together':
      return cause ? `${words.place(cause.deviceId)} ${words.alarm(cause)}` : of
    case 'incident':
      return incident ? `${format.text(incident.title)} · ${incident.number}` : of
    case 'system':
      return isFamily(of) ? t(`common:system.${of}`) : t('filter.unknown')
    case 'plot': {
      const plot = registry.plot(of)
      return plot ? format.text(plot.name) : t('filter.outside')
    }
    case 'commloss':
      return t('common:priority.commloss')
    case 'all':
      return ''
  }
}
