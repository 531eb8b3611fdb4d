import type { ReactNode } from 'react'
import { StateMark } from '../../widgets'
import styles from './StatusBar.module.css'

export interface FactProps {
  label?: string | undefined
  mark?: 'online' | 'offline' | 'abnormal' | undefined
  /** The whole sentence, where the bar has room for two words only. */
  title?: string | undefined
  /** True where somebody should look; told by a mark too, never by colour alone. */
  needsAttention?: boolean
  /** Facts of a lower rank leave the bar first when it gets narrow. */
  rank?: 1 | 2 | 3 | 4
  /** Goes where the figure can be looked into. */
  onOpen?: (() => void) | undefined
  isDisabled?: boolean
  children?: ReactNode
}

/** One figure of the status bar: mark, what it is, how much. */
export function Fact({
  label,
  mark,
  title,
  needsAttention = false,
  rank = 1,
  onOpen,
  isDisabled,
  children,
}: FactProps) {
  const className = factClass({ needsAttention, rank })
  const inner = (
    <>
      {(mark ?? (needsAttention ? 'abnormal' : undefined)) && <StateMark state={mark ?? 'abnormal'} size={12} />}
      {label}
      {children !== undefined && <span className={styles.strong}>{children}</span>}
    </>
  )
  return onOpen ? (
    <button type="button" className={className} title={title} disabled={isDisabled} onClick={onOpen}>
      {inner}
    </button>
  ) : (
    <span className={className} title={title}>
      {inner}
    </span>
  )
}

export const factClass = ({ needsAttention, rank }: { needsAttention: boolean; rank: 1 | 2 | 3 | 4 }): string =>
  [styles.item, styles[`rank${rank}`], needsAttention && styles.attention].filter(Boolean).join(' ')
