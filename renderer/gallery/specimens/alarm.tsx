import { useState, type CSSProperties } from 'react'
import { AlarmCard } from '../../alarm-card/AlarmCard'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { seatNow } from '../../feed'
import { useLanguage } from '../../i18n'
import { AlarmRow } from '../../panes/alarms/AlarmRow'
import { defaultColumns, fitColumns } from '../../panes/alarms/columns'
import { PendingMark } from '../../seat/PendingMark'
import { sampleAlarms } from '../samples'
import type { Specimen } from '../Specimen'
import styles from '../Gallery.module.css'

/** Width of the list in a layout of two displays, CSS px. */
const rowPx = 1100

function Rows() {
  const words = useAlarmWords()
  const [alarms] = useState(() => sampleAlarms(seatNow()))
  const { ids: columns, template } = fitColumns(defaultColumns.columns, rowPx, 16, useLanguage())
  const style: CSSProperties & Record<'--alarm-columns', string> = { '--alarm-columns': template }
  return (
    <div className={styles.full} role="listbox" style={style}>
      {alarms.map((alarm, at) => (
        <div key={alarm.id} className={styles.rowHeight}>
          <AlarmRow
            {...{ alarm, words }}
            isSelected={at === 1}
            isTicked={false}
            columns={columns}
            mayTick
            onTick={() => undefined}
          />
        </div>
      ))}
    </div>
  )
}

function Card({ at }: { at: 0 | 1 }) {
  const [alarms] = useState(() => sampleAlarms(seatNow()))
  return (
    <div className={styles.card}>
      <AlarmCard alarm={alarms[at]} onClose={() => undefined} />
    </div>
  )
}

export default {
  id: 'alarm',
  group: 'shared',
  states: {
    list: () => <Rows />,
    unacknowledged: () => <Card at={0} />,
    acknowledged: () => <Card at={1} />,
    pending: () => <PendingMark />,
  },
} satisfies Specimen
