import type { ReactNode } from 'react'
import { SupervisionBar } from './SupervisionBar'
import styles from './SupervisionBar.module.css'

/** A window's content under what is wrong with the seat itself. */
export function SupervisedPage({ children }: { children: ReactNode }) {
  return (
    <div className={styles.page}>
      <SupervisionBar />
      <div className={styles.rest}>{children}</div>
    </div>
  )
}
