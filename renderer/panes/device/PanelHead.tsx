import type { ReactNode } from 'react'
import { Crosshair, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { locate } from '../../feed'
import styles from './DevicePanel.module.css'

/** Head of the panel: mark, name, what it is and where; locate and close at the right. */
export function PanelHead({
  mark,
  name,
  detail,
  onClose,
  children,
}: {
  mark: ReactNode
  name: string
  detail: string
  onClose?: (() => void) | undefined
  /** More tools, before locate and close. */
  children?: ReactNode
}) {
  const { t } = useTranslation(['device', 'common'])
  return (
    <header className={styles.head}>
      {mark}
      <div className={styles.headWords}>
        <h2 className={styles.name}>{name}</h2>
        <p className={styles.meta}>{detail}</p>
      </div>
      {children}
      <button type="button" className={styles.tool} title={t('locate')} aria-label={t('locate')} onClick={locate}>
        <Crosshair size={16} strokeWidth={1.5} />
      </button>
      {onClose && (
        <button
          type="button"
          className={styles.tool}
          title={t('common:close')}
          aria-label={t('common:close')}
          onClick={onClose}
        >
          <X size={16} strokeWidth={1.5} />
        </button>
      )}
    </header>
  )
}
