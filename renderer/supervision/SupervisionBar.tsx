import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../feed'
import { useFormat } from '../i18n'
import { Button } from '../widgets'
import { useSupervision } from './useSupervision'
import styles from './SupervisionBar.module.css'

const roles = ['all', 'map', 'alarms', 'dispatch', 'wall', 'engineering'] as const
const roleOf = (role: string) => roles.find((known) => known === role) ?? 'all'

/**
 * What is wrong with the seat's own processes and displays, above everything else and also before anybody has signed in. Pushes the rest down, and
 * cannot be closed while it is true.
 */
export function SupervisionBar() {
  const { t } = useTranslation(['supervision', 'shell'])
  const format = useFormat()
  const now = useNow()
  const supervision = useSupervision()
  const bridge = window.chengtai
  if (!supervision || !bridge) return undefined
  const { core, sound, graphics, displaced } = supervision
  const nameOf = (number: number, role: string) =>
    t('shell:display', { number, role: t(`shell:displayRole.${roleOf(role)}`) })
  return (
    <>
      {core && (
        <section className={styles.grave} role="alert">
          <TriangleAlert size={28} strokeWidth={1.5} aria-hidden />
          <div className={styles.words}>
            <p className={styles.title}>{t('core')}</p>
            <p>
              {t('coreDetail', {
                reason: core.reason,
                count: core.deaths,
                duration: format.duration(Math.max(0, core.retryAtMs - now)),
              })}
            </p>
          </div>
          <Button onClick={() => bridge.retryCore()}>{t('retry')}</Button>
        </section>
      )}
      {sound === 'absent' && (
        <p className={styles.line} role="alert">
          {t('sound')}
        </p>
      )}
      {bridge.layout.id === 'plain' && (
        <p className={styles.line} role="alert">
          {t('plainWindow')}
        </p>
      )}
      {graphics === 'failed' && bridge.display.role !== 'alarms' && <p className={styles.line}>{t('plainMap')}</p>}
      {displaced.map(({ number, role, ontoNumber }) => (
        <p key={number} className={styles.line} role="status">
          {ontoNumber === undefined
            ? t('displayWaiting', { display: nameOf(number, role) })
            : t('displayMoved', { display: nameOf(number, role), number: ontoNumber })}
        </p>
      ))}
    </>
  )
}
