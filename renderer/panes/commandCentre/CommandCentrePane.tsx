import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCollection, useSession } from '../../feed'
import { NoRights, Pane, PaneTitle } from '../../widgets'
import { History } from './History'
import { NewCommand } from './NewCommand'
import { Schedules } from './Schedules'
import { Waiting } from './Waiting'
import styles from './CommandCentre.module.css'

const tabs = ['new', 'waiting', 'schedules', 'history'] as const
type Tab = (typeof tabs)[number]

/** Commands to many devices: select, review, execute; what waits for a second person; what is scheduled; what was. */
export function CommandCentrePane() {
  const { t } = useTranslation(['commands', 'common'])
  const mayCommand = useSession()?.rights.includes('command.issue') ?? false
  const [tab, setTab] = useState<Tab>('new')
  const commands = useCollection('command.changed').items
  const batches = useCollection('commandBatch.changed').items
  const schedules = useCollection('commandSchedule.changed').items
  const waiting = [...commands.values(), ...batches.values()].filter(({ state }) => state === 'awaiting').length
  const counts: Record<Tab, number | undefined> = {
    new: undefined,
    waiting: waiting === 0 ? undefined : waiting,
    schedules: schedules.size === 0 ? undefined : schedules.size,
    history: undefined,
  }
  return (
    <Pane
      header={
        <PaneTitle title={t('common:pane.commandCentre')}>
          <div role="tablist" aria-label={t('common:pane.commandCentre')} className={styles.tabs}>
            {tabs.map((each) => (
              <button
                key={each}
                type="button"
                role="tab"
                aria-selected={tab === each}
                className={tab === each ? styles.tabActive : styles.tab}
                onClick={() => setTab(each)}
              >
                {t(`tab.${each}`)}
                {counts[each] !== undefined && (
                  <span className={each === 'waiting' ? styles.countUrgent : styles.count}>{counts[each]}</span>
                )}
              </button>
            ))}
          </div>
        </PaneTitle>
      }
    >
      {tab === 'new' && (mayCommand ? <NewCommand /> : <NoRights />)}
      {tab === 'waiting' && <Waiting />}
      {tab === 'schedules' && <Schedules />}
      {tab === 'history' && <History />}
    </Pane>
  )
}
