import { useTranslation } from 'react-i18next'
import type { TslProblem } from '../../../domain/things/tslProblem'
import { Button, Dialog } from '../../widgets'
import styles from './TslRefused.module.css'

/** A thing model that is not taken: every place that is wrong, and why. */
export function TslRefused({
  file,
  problems,
  onClose,
}: {
  file: string
  problems: readonly TslProblem[]
  onClose(): void
}) {
  const { t } = useTranslation(['deviceTypes', 'common'])
  return (
    <Dialog label={t('tslRefused', { file })} onClose={onClose}>
      <div className={styles.box}>
        <h2>{t('tslRefused', { file })}</h2>
        <ul className={styles.list}>
          {problems.map(({ path, code, details }) => (
            <li key={`${path} ${code}`}>
              <code>{path === '' ? t('tslWhole') : path}</code> {t(`tsl.${code}`)}
              {details?.['found'] !== undefined && `：${details['found']}`}
            </li>
          ))}
        </ul>
        <Button onClick={onClose}>{t('common:close')}</Button>
      </div>
    </Dialog>
  )
}
