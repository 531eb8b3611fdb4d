import { useTranslation } from 'react-i18next'
import type { AlarmPriority } from '../../../domain/contract'
import { isUnacknowledged, priorityOrder } from '../../alarms/rank'
import { Sign } from '../../widgets'
import type { PartProps } from './parts'
import styles from '../Graphics.module.css'

/** Alarms of a device that stand or wait for a hand, counted by priority; the sign blinks while nobody has taken one of them. */
export function Alarms({ element, readings }: PartProps<'alarms'>) {
  const { t } = useTranslation('graphics')
  const { frame, text } = element
  const alarms = readings.device(element.deviceId)?.alarms ?? []
  const size = text?.size ?? 14
  const step = size * 2.6
  const counted = priorityOrder.flatMap((priority: AlarmPriority) => {
    const own = alarms.filter((alarm) => alarm.priority === priority)
    return own.length === 0 ? [] : [{ priority, count: own.length, worst: own.find(isUnacknowledged) ?? own[0] }]
  })
  const y = frame.height / 2
  if (counted.length === 0)
    return (
      <text y={y} fontSize={size * 0.86} dominantBaseline="central" className={styles.words} fill="var(--text-muted)">
        {t('noAlarms')}
      </text>
    )
  return counted.map(({ priority, count, worst }, at) => (
    <g key={priority} transform={`translate(${at * step} 0)`}>
      <Sign priority={priority} state={worst?.state} size={size * 1.2} at={{ x: 0, y: y - size * 0.6 }} />
      <text
        x={size * 1.5}
        y={y}
        fontSize={size}
        className={styles.digits}
        dominantBaseline="central"
        fill="var(--text-strong)"
      >
        {count}
      </text>
    </g>
  ))
}
