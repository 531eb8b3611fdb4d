import { useTranslation } from 'react-i18next'
import { AlarmPriority, type AlarmDefinition, type DeviceType } from '../../../domain/contract'
import { useFormat } from '../../i18n'
import { Empty, Sign } from '../../widgets'
import { NumberCell } from './Cells'
import { withAlarm } from './typeDraft'
import { useConditionWords } from './useConditionWords'
import styles from './TypeEditor.module.css'

/** Priority, limit and delays of the alarms of a type. Other alarms, and what else an alarm says, are written as text. */
export function AlarmEditor({ type, onChange }: { type: DeviceType; onChange(type: DeviceType): void }) {
  const { t } = useTranslation(['deviceTypes', 'common'])
  const format = useFormat()
  const words = useConditionWords(type)
  if (type.alarms.length === 0) return <Empty>{t('noAlarms')}</Empty>
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <thead>
          <tr>
            {(['name', 'priority', 'condition', 'limit', 'deadband', 'onDelay', 'offDelay'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`head.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {type.alarms.map((alarm, at) => {
            const put = (change: Partial<AlarmDefinition>) => onChange(withAlarm(type, at, change))
            const label = (head: string) => `${format.text(alarm.name)} ${head}`
            const { condition } = alarm
            const limited = 'limit' in condition ? condition : undefined
            return (
              <tr key={alarm.id}>
                <th scope="row">{format.text(alarm.name)}</th>
                <td>
                  <span className={styles.priority}>
                    <Sign priority={alarm.priority} size={16} />
                    <select
                      className={styles.select}
                      aria-label={label(t('head.priority'))}
                      value={alarm.priority}
                      disabled={alarm.isLifeSafety}
                      title={alarm.isLifeSafety ? t('lifeSafetyFixed') : undefined}
                      onChange={(event) => put({ priority: AlarmPriority.parse(event.target.value) })}
                    >
                      {AlarmPriority.options.map((priority) => (
                        <option key={priority} value={priority}>
                          {t(`common:priority.${priority}`)}
                        </option>
                      ))}
                    </select>
                  </span>
                </td>
                <td className={styles.words}>{words(condition)}</td>
                <td>
                  {limited && (
                    <NumberCell
                      label={label(t('head.limit'))}
                      value={limited.limit}
                      onChange={(limit) => put({ condition: { ...limited, limit: limit ?? Number.NaN } })}
                    />
                  )}
                </td>
                <td>
                  {limited && (
                    <NumberCell
                      label={label(t('head.deadband'))}
                      value={limited.deadband}
                      onChange={(deadband) => put({ condition: { ...limited, deadband: deadband ?? 0 } })}
                    />
                  )}
                </td>
                <td>
                  <NumberCell
                    label={label(t('head.onDelay'))}
                    value={alarm.onDelayMs / 1000}
                    onChange={(seconds) => put({ onDelayMs: Math.round((seconds ?? 0) * 1000) })}
                  />
                </td>
                <td>
                  <NumberCell
                    label={label(t('head.offDelay'))}
                    value={alarm.offDelayMs / 1000}
                    onChange={(seconds) => put({ offDelayMs: Math.round((seconds ?? 0) * 1000) })}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
