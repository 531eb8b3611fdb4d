import { symbolMarkup, type SymbolKind } from './symbols'
import styles from './Drawing.module.css'

export interface DrawingProps {
  kind: SymbolKind
  name: string
  /** Edge length, CSS px at zoom 100 %. */
  size: number
  /** What it says to those who do not see it; without it the drawing is only decoration beside a word. */
  label?: string | undefined
  className?: string | undefined
}

/** A symbol of `renderer/symbols` in the theme's colours. */
export function Drawing({ kind, name, size, label, className }: DrawingProps) {
  const edge = `${size / 16}rem`
  return (
    <svg
      className={[styles.drawing, size < 20 && styles.small, className].filter(Boolean).join(' ')}
      viewBox="0 0 24 24"
      style={{ width: edge, height: edge }}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
      // Our own files, bundled with the page.
      dangerouslySetInnerHTML={{ __html: symbolMarkup(kind, name) }}
    />
  )
}
