import type { ReactNode } from 'react'
import styles from './FormGrid.module.css'

/** Fields side by side, as many as there is room for; with `columns` two that belong together: from and to, a value and its unit. */
export function FormGrid({ columns, children }: { columns?: 2; children: ReactNode }) {
  return <div className={columns === 2 ? styles.two : styles.grid}>{children}</div>
}

/** Fields and the button they are for, in one line while there is room, standing on one base. */
export function FormRow({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>
}
