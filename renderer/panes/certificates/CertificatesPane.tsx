import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { endingCertificates } from '../../../domain/access/endingCertificates'
import { daysLeft } from '../../../domain/access/expiryWarning'
import { useCollection, useNow } from '../../feed'
import { Pane, PaneTitle } from '../../widgets'
import { CertificateTab } from './CertificateTab'
import { RuleTab } from './RuleTab'
import { SecretTab } from './SecretTab'
import styles from './CertificatesPane.module.css'

const tabs = ['certificates', 'secrets', 'rules'] as const

/** How devices get in: certificates, secrets, and what is asked of them. */
export function CertificatesPane() {
  const { t } = useTranslation('access')
  const [tab, setTab] = useState<(typeof tabs)[number]>('certificates')
  const { items } = useCollection('certificate.changed')
  const now = useNow()
  // The same that the status bar tells: one that a later one replaces is nobody's worry.
  const ending = endingCertificates(items.values(), now)
  const left = ending && daysLeft(ending.soonestMs, now)
  const header = (
    <PaneTitle
      title={t('title')}
      meta={
        ending && (
          <b className={left !== undefined && left <= 1 ? styles.urgent : styles.warning}>
            {t('ending', { count: ending.count })} ·{' '}
            {left === 0 ? t('certificateState.ended') : t('endingSoonest', { days: left })}
          </b>
        )
      }
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
            {t(`tab.${each}`)}
          </button>
        ))}
      </div>
    </PaneTitle>
  )
  return (
    <Pane header={header}>
      {tab === 'certificates' && <CertificateTab />}
      {tab === 'secrets' && <SecretTab />}
      {tab === 'rules' && <RuleTab />}
    </Pane>
  )
}
