import { AlarmPriority, IncidentGrade } from '../../../domain/contract'
import { GradeBadge, Sign, StateMark } from '../../widgets'
import { EyeFilter, type Eyes } from '../EyeFilter'
import type { Specimen } from '../Specimen'
import styles from './eyes.module.css'

/** Everything that colour helps to tell, in the smallest size it has: shape and number must do alone. */
function Marks() {
  return (
    <div className={styles.marks}>
      {([14, 18, 28] as const).map((size) => (
        <div key={size} className={styles.row}>
          {AlarmPriority.options.map((priority) => (
            <Sign key={priority} priority={priority} state="acknowledged" size={size} />
          ))}
          {IncidentGrade.options.map((grade) => (
            <GradeBadge key={grade} grade={grade} size={size} />
          ))}
        </div>
      ))}
      <div className={styles.row}>
        {(['online', 'abnormal', 'offline', 'stale', 'bad'] as const).map((state) => (
          <StateMark key={state} state={state} size={14} />
        ))}
      </div>
    </div>
  )
}

const seenBy = (eyes: Eyes) => () => (
  <EyeFilter eyes={eyes}>
    <Marks />
  </EyeFilter>
)

export default {
  id: 'eyes',
  group: 'eyes',
  states: {
    usual: () => <Marks />,
    protanopia: seenBy('protanopia'),
    deuteranopia: seenBy('deuteranopia'),
    tritanopia: seenBy('tritanopia'),
    grey: seenBy('grey'),
  },
} satisfies Specimen
