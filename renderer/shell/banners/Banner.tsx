import type { ReactNode } from 'react'
import styles from './Banner.module.css'

export interface BannerProps {
  /** How much it changes: red writing fails, orange the seat works otherwise than usual, yellow soon, accent something is under way, grey for knowing. */
  tone: 'urgent' | 'important' | 'minor' | 'progress' | 'notice'
  /** 40 px instead of 64: beside a greater one, or one sentence only. */
  isSlim?: boolean
  icon: ReactNode
  title: string
  /** One sentence that does not change while the banner stands: it is read out once. */
  detail: string
  /** Figures, each with what it counts; they change and are not read out. */
  facts?: readonly { label: string; value: ReactNode; tip?: string }[]
  /** At the right: progress, or where one goes from here. */
  children?: ReactNode
}

/** What changes how everything else must be read. Pushes the panes down, never covers them, and cannot be closed while it is true. */
export function Banner({ tone, isSlim = false, icon, title, detail, facts = [], children }: BannerProps) {
  return (
    <section className={[styles.banner, styles[tone], isSlim && styles.slim].filter(Boolean).join(' ')}>
      <span className={styles.icon}>{icon}</span>
      <div className={styles.words} role={tone === 'notice' || tone === 'progress' ? 'status' : 'alert'}>
        <p className={styles.title}>{title}</p>
        <p className={styles.detail}>{detail}</p>
      </div>
      {facts.length > 0 && (
        <dl className={styles.facts}>
          {facts.map(({ label, value, tip }) => (
            <div key={label} title={tip}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {children !== undefined && <div className={styles.side}>{children}</div>}
    </section>
  )
}
