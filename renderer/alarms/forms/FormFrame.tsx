import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog } from '../../widgets'
import styles from './forms.module.css'

export interface FormFrameProps {
  title: string
  /** What the button does, with its object and end. */
  action: string
  /** Why it cannot be done yet, or at all; the button is off and says so. */
  obstacle: string | undefined
  onSubmit(): void
  onClose(): void
  children: ReactNode
}

/** The frame of what is asked before a deed: title, fields, and a button that says what will happen. */
export function FormFrame({ title, action, obstacle, onSubmit, onClose, children }: FormFrameProps) {
  const { t } = useTranslation('common')
  return (
    <Dialog label={title} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (obstacle !== undefined) return
          onSubmit()
          onClose()
        }}
      >
        <h2 className={styles.title}>{title}</h2>
        {children}
        <div className={styles.actions}>
          <span className={styles.obstacle}>{obstacle}</span>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" disabled={obstacle !== undefined} title={obstacle}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
