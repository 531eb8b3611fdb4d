import { useTranslation } from 'react-i18next'
import { diffLayouts, type KnownLayout, type Layout } from '../../../layouts'
import { Button, Section } from '../../widgets'
import { useLayoutWords } from './useLayoutWords'
import styles from './LayoutsPane.module.css'

/** The saved versions, the newest first: what each changed, and the way back to it. */
export function Versions({ known: { versions }, onRestore }: { known: KnownLayout; onRestore(layout: Layout): void }) {
  const { t } = useTranslation('layouts')
  const words = useLayoutWords()
  if (versions.length < 2) return undefined
  return (
    <Section title={t('versions.title')}>
      <ol className={styles.versions}>
        {versions.map((version, at) => {
          const before = versions[at + 1]
          const changes = before ? diffLayouts(before, version) : []
          return (
            <li key={version.revision}>
              <div className={styles.versionHead}>
                <b>{t('versions.number', { revision: version.revision })}</b>
                {at === 0 ? (
                  <span className={styles.muted}>{t('versions.latest')}</span>
                ) : (
                  <Button size="small" look="plain" onClick={() => onRestore(version)}>
                    {t('versions.restore')}
                  </Button>
                )}
              </div>
              <ul className={styles.changes}>
                {before ? (
                  changes.map((change) => <li key={JSON.stringify(change)}>{words.change(change)}</li>)
                ) : (
                  <li>{t('versions.first')}</li>
                )}
              </ul>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
