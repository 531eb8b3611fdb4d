import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { KeyCap } from './KeyCap'
import styles from './Button.module.css'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  /**
   * `normal` on its ground, `primary` in the accent, `plain` without ground, `command` the one inverse button of a display: dispatch and its undo.
   */
  look?: 'normal' | 'primary' | 'plain' | 'command'
  size?: 'small' | 'normal' | 'large' | 'dispatch'
  /** Key that does the same, shown as a cap. */
  keyCap?: string | undefined
  /** True while what it asked for is on its way. */
  isPending?: boolean
  type?: 'button' | 'submit'
  children: ReactNode
}

/** Says what happens, with its object. A disabled one carries its reason in `title`. */
export function Button({
  look = 'normal',
  size = 'normal',
  keyCap,
  isPending = false,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={[
        styles.button,
        styles[look],
        size !== 'normal' && styles[size],
        isPending && styles.pending,
        className,
      ]
        .filter(Boolean)
        .join(' ')}
      aria-busy={isPending || undefined}
    >
      {children}
      {keyCap === undefined ? undefined : <KeyCap>{keyCap}</KeyCap>}
    </button>
  )
}
