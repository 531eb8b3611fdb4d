import { useState } from 'react'
import { AlarmCard } from '../../alarm-card/AlarmCard'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { seatNow } from '../../feed'
import { AlarmRow } from '../../panes/alarms/AlarmRow'
import { PendingMark } from '../../seat/PendingMark'
import { sampleAlarms } from '../samples'
import type { Specimen } from '../Specimen'
import styles from '../Gallery.module.css'

function Rows() {
  const words = useAlarmWords()
  const [alarms] = useState(() => sampleAlarms(seatNow()))
  return (
    <div className={styles.full} role="listbox">
      {alarms.map((alarm, at) => (
        <div key={alarm.id} className={styles.rowHeight}>
          <AlarmRow
            {...{ alarm, words }}
            isSelected={at === 1}
            isTicked={false}
            isPending={false}
            mayAcknowledge
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
