import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCollection, useNow } from '../../feed'
import { Pane, PaneTitle } from '../../widgets'
import { CertificateTab } from './CertificateTab'
import { RuleTab } from './RuleTab'
import { SecretTab } from './SecretTab'
import styles from './CertificatesPane.module.css'

const tabs = ['certificates', 'secrets', 'rules'] as const
const soonMs = 30 * 86_400_000

/** How devices get in: certificates, secrets, and what is asked of them. */
export function CertificatesPane() {
  const { t } = useTranslation('access')
  const [tab, setTab] = useState<(typeof tabs)[number]>('certificates')
  const { items } = useCollection('certificate.changed')
  const now = useNow()
  const ending = [...items.values()].filter(({ revoked, notAfterMs }) => !revoked && notAfterMs - now < soonMs).length
  const header = (
    <PaneTitle
      title={t('title')}
      meta={ending > 0 && <b className={styles.warning}>{t('ending', { count: ending })}</b>}
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
