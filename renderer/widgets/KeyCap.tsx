import styles from './KeyCap.module.css'

/** The cap of a key, beside what it does. */
export function KeyCap({ children }: { children: string }) {
  return <kbd className={styles.keyCap}>{children}</kbd>
}
