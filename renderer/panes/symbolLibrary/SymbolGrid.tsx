import { useTranslation } from 'react-i18next'
import type { EffectiveSymbol } from '../../../domain/graphics/effective'
import { SymbolPicture } from '../../graphics/SymbolPicture'
import { useFormat } from '../../i18n'
import styles from './SymbolLibrary.module.css'

/** Symbols by system, in a grid. */
export function SymbolGrid({
  symbols,
  systemName,
  chosen,
  onChoose,
}: {
  symbols: readonly EffectiveSymbol[]
  systemName(key: string): string
  chosen: string | undefined
  onChoose(id: string): void
}) {
  const { t } = useTranslation('symbolLibrary')
  const { text } = useFormat()
  const keys = [...new Set(symbols.map(({ symbol }) => symbol.systemKey))]
  return keys.map((key) => {
    const members = symbols.filter(({ symbol }) => symbol.systemKey === key)
    return (
      <section key={key} className={styles.shelf}>
        <h3 className={styles.shelfName}>
          {systemName(key)}
          <span className={styles.muted}>{members.length}</span>
        </h3>
        <ul className={styles.grid}>
          {members.map(({ symbol, isOffered, origin }) => (
            <li key={symbol.id}>
              <button
                type="button"
                className={isOffered ? styles.item : `${styles.item} ${styles.withdrawn}`}
                aria-pressed={symbol.id === chosen}
                onClick={() => onChoose(symbol.id)}
              >
                <SymbolPicture symbol={symbol} className={styles.picture} />
                <span className={styles.name}>{text(symbol.name)}</span>
                {(!isOffered || origin !== 'shipped') && (
                  <span className={styles.muted}>{t(isOffered ? `origin.${origin}` : 'withdrawn')}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
      </section>
    )
  })
}
