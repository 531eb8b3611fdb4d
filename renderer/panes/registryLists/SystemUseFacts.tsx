import { useTranslation } from 'react-i18next'
import type { ThirdPartySystem } from '../../../domain/contract'
import { useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { Section } from '../../widgets'
import styles from './RegistryListsPane.module.css'

/** Under which id a system comes in, and how much it has asked: what its maker needs, and what shows that it is alive. */
export function SystemUseFacts({ system }: { system: Pick<ThirdPartySystem, 'id' | 'use'> }) {
  const { t } = useTranslation('registryLists')
  const format = useFormat()
  const now = useNow()
  const { id, use } = system
  return (
    <Section title={t('use.title')}>
      <dl className={styles.facts}>
        <dt>{t('use.id')}</dt>
        <dd>
          <code className={styles.code}>{id}</code>
        </dd>
        <dt>{t('use.last')}</dt>
        <dd title={use && format.dateTime(use.lastAtMs)}>
          {use
            ? t('use.lastFrom', { time: format.moment(use.lastAtMs, now), address: use.lastAddress })
            : t('use.never')}
        </dd>
        {use && (
          <>
            <dt>{t('use.requests')}</dt>
            <dd>
              {format.number(use.requests)}
              {use.refused > 0 && <span className={styles.problem}> {t('use.refused', { count: use.refused })}</span>}
            </dd>
          </>
        )}
      </dl>
    </Section>
  )
}
