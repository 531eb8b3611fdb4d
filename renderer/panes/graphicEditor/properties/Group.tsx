import type { ReactNode } from 'react'
import { Section } from '../../../widgets'
import styles from './Properties.module.css'

/** A part of the panel: fields below each other. */
export function Group({ title, meta, children }: { title: string; meta?: ReactNode; children: ReactNode }) {
  return (
    <Section title={title} meta={meta}>
      <div className={styles.fields}>{children}</div>
    </Section>
  )
}
