import type { Incident } from '../../../domain/contract'
import { IncidentFoot } from './IncidentFoot'
import { IncidentHeader } from './IncidentHeader'
import { PeopleColumn } from './PeopleColumn'
import { PlanColumn } from './PlanColumn'
import { StoryColumn } from './StoryColumn'
import { useIncidentParts } from './useIncidentParts'
import styles from './IncidentView.module.css'

/** One incident: header with its clocks, plan, people, story; and how it ends. */
export function IncidentView({ incident }: { incident: Incident }) {
  const parts = useIncidentParts(incident)
  return (
    <div className={styles.view}>
      <IncidentHeader incident={incident} parts={parts} />
      <div className={styles.columns}>
        <PlanColumn incident={incident} parts={parts} />
        <PeopleColumn incident={incident} parts={parts} />
        <div className={styles.right}>
          <StoryColumn incident={incident} />
          <IncidentFoot incident={incident} parts={parts} />
        </div>
      </div>
    </div>
  )
}
