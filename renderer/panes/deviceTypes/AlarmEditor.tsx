import { useTranslation } from 'react-i18next'
import { AlarmPriority, type AlarmDefinition, type DeviceType } from '../../../domain/contract'
import { useFormat } from '../../i18n'
import { EditTable, Empty, NumberCell, SelectCell, Sign } from '../../widgets'
import { withAlarm } from './typeDraft'
import { useConditionWords } from './useConditionWords'
import styles from './TypeEditor.module.css'

const heads = ['name', 'priority', 'condition', 'limit', 'deadband', 'onDelay', 'offDelay'] as const

/** Priority, limit and delays of the alarms of a type. Other alarms, and what else an alarm says, are written as text. */
export function AlarmEditor({ type, onChange }: { type: DeviceType; onChange(type: DeviceType): void }) {
  const { t } = useTranslation(['deviceTypes', 'common'])
  const format = useFormat()
  const words = useConditionWords(type)
  if (type.alarms.length === 0) return <Empty>{t('noAlarms')}</Empty>
  return (
    <div className={styles.tableBox}>
      <EditTable
        label={t('tab.alarms')}
        heads={heads.map((head) => t(`head.${head}`))}
        items={type.alarms}
        nameOf={({ name }) => format.text(name)}
        cellsOf={(alarm, at) => {
          const put = (change: Partial<AlarmDefinition>) => onChange(withAlarm(type, at, change))
          const label = (head: string) => `${format.text(alarm.name)} ${head}`
          const { condition } = alarm
          const limited = 'limit' in condition ? condition : undefined
          const seconds = (part: 'onDelay' | 'offDelay') => (
            <NumberCell
              key={part}
              label={label(t(`head.${part}`))}
              value={alarm[`${part}Ms`] / 1000}
              onChange={(value) => put({ [`${part}Ms`]: Math.round((value ?? 0) * 1000) })}
            />
          )
          return [
            format.text(alarm.name),
            <span key="priority" className={styles.priority}>
              <Sign priority={alarm.priority} size={16} />
              <SelectCell
                label={label(t('head.priority'))}
                value={alarm.priority}
                options={AlarmPriority.options.map((priority) => [priority, t(`common:priority.${priority}`)])}
                isDisabled={alarm.isLifeSafety}
                title={alarm.isLifeSafety ? t('lifeSafetyFixed') : undefined}
                onChange={(priority) => put({ priority })}
              />
            </span>,
            <span key="words" className={styles.words}>
              {words(condition)}
            </span>,
            limited && (
              <NumberCell
                key="limit"
                label={label(t('head.limit'))}
                value={limited.limit}
                onChange={(limit) => put({ condition: { ...limited, limit: limit ?? Number.NaN } })}
              />
            ),
            limited && (
              <NumberCell
                key="deadband"
                label={label(t('head.deadband'))}
                value={limited.deadband}
                onChange={(deadband) => put({ condition: { ...limited, deadband: deadband ?? 0 } })}
              />
            ),
            seconds('onDelay'),
            seconds('offDelay'),
          ]
        }}
      />
    </div>
  )
}
