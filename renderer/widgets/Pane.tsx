import type { ReactNode } from 'react'
import { useSilentSince } from '../feed'
import { StaleSince } from './PaneState'
import styles from './Pane.module.css'

export interface PaneProps {
  /** Row of 32 px: what it shows, how many. */
  header?: ReactNode
  /** Row of 36 px: tools. */
  toolbar?: ReactNode
  /** Row at the foot: keys, counts. */
  footer?: ReactNode
  className?: string | undefined
  children: ReactNode
}

/** The frame of a pane: header, toolbar, content that scrolls by itself, footer. */
export function Pane({ header, toolbar, footer, className, children }: PaneProps) {
  return (
    <div className={[styles.pane, className].filter(Boolean).join(' ')}>
      {header !== undefined && <header className={styles.header}>{header}</header>}
      {toolbar !== undefined && <div className={styles.toolbar}>{toolbar}</div>}
      <div className={styles.content}>{children}</div>
      {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
    </div>
  )
}

/** Title of a pane with what is counted in it, and what stands at the right of its header. */
export function PaneTitle({ title, meta, children }: { title: string; meta?: ReactNode; children?: ReactNode }) {
  return (
    <>
      <h2 className={styles.title}>{title}</h2>
      {meta !== undefined && <span className={styles.meta}>{meta}</span>}
      <Silence />
      <span className={styles.spring} />
      {children}
    </>
  )
}

/** Told in every header while the core is silent; a component of its own, so that a header is not drawn every second. */
function Silence() {
  const sinceMs = useSilentSince()
  return sinceMs === undefined ? undefined : <StaleSince atMs={sinceMs} />
}

/** A part of a pane with a heading, parted by a line from the next. */
export function Section({
  title,
  meta,
  className,
  children,
}: {
  title?: ReactNode
  meta?: ReactNode
  className?: string | undefined
  children: ReactNode
}) {
  return (
    <section className={[styles.section, className].filter(Boolean).join(' ')}>
      {title !== undefined && (
        <div className={styles.sectionHead}>
          <h3 className={styles.sectionTitle}>{title}</h3>
          {meta !== undefined && <span className={styles.meta}>{meta}</span>}
        </div>
      )}
      {children}
    </section>
  )
}
