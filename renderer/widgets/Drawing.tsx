import { symbolMarkup, type SymbolKind } from './symbols'
import styles from './Drawing.module.css'

export interface DrawingProps {
  kind: SymbolKind
  name: string
  /** Edge length, CSS px at zoom 100 %; within a drawing in its own units. */
  size: number
  /** Upper left corner within the drawing (another `<svg>`) that it is part of. */
  at?: { readonly x: number; readonly y: number } | undefined
  /** What it says to those who do not see it; without it the drawing is only decoration beside a word. */
  label?: string | undefined
  className?: string | undefined
}

/** A symbol of `renderer/symbols` in the theme's colours. */
export function Drawing({ kind, name, size, at, label, className }: DrawingProps) {
  const edge = `${size / 16}rem`
  return (
    <svg
      className={[styles.drawing, size < 20 && styles.small, className].filter(Boolean).join(' ')}
      viewBox="0 0 24 24"
      {...(at ? { ...at, width: size, height: size } : { style: { width: edge, height: edge } })}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
      // Our own files, bundled with the page.
      dangerouslySetInnerHTML={{ __html: symbolMarkup(kind, name) }}
    />
  )
}
