import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCollection, useNow, useSeat } from '../../feed'
import { formatNumber } from '../../i18n'
import { Pane, PaneTitle } from '../../widgets'
import { IntruderList } from './IntruderList'
import { MessageList } from './MessageList'
import styles from './RefusalsPane.module.css'

const tabs = ['intruders', 'messages'] as const

/** Who wanted in and was not let in, and what was said that could not be taken. */
export function RefusalsPane() {
  const { t } = useTranslation('refusals')
  const [tab, setTab] = useState<(typeof tabs)[number]>('intruders')
  const { items } = useCollection('intruder.changed')
  const refused = useSeat()?.refusedMessages ?? 0
  const now = useNow()
  const locked = [...items.values()].filter(({ lockedUntilMs = 0 }) => lockedUntilMs > now).length
  const counts = { intruders: items.size, messages: refused }
  const header = (
    <PaneTitle
      title={t('title')}
      meta={locked > 0 && <b className={styles.locked}>{t('locked', { count: locked })}</b>}
    >
      <div className={styles.tabs} role="tablist" aria-label={t('title')}>
        {tabs.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={each === tab}
            onClick={() => setTab(each)}
          >
            {t(`tab.${each}`)} <b>{formatNumber(counts[each])}</b>
          </button>
        ))}
      </div>
    </PaneTitle>
  )
  return <Pane header={header}>{tab === 'intruders' ? <IntruderList /> : <MessageList />}</Pane>
}
