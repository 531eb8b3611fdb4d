import { useTranslation } from 'react-i18next'
import type { GraphicSymbol } from '../../../domain/contract'
import { SymbolPicture } from '../../graphics/SymbolPicture'
import styles from './SymbolLibrary.module.css'

const themes = ['night', 'day', 'contrast'] as const

/** A symbol as it looks by night, by day and in high contrast. */
export function ThemePreview({ symbol }: { symbol: Pick<GraphicSymbol, 'width' | 'height' | 'paths'> }) {
  const { t } = useTranslation('symbolLibrary')
  return (
    <ul className={styles.themes}>
      {themes.map((theme) => (
        <li key={theme} className={styles.theme} data-theme={theme}>
          <SymbolPicture symbol={symbol} className={styles.preview} />
          <span className={styles.themeName}>{t(`theme.${theme}`)}</span>
        </li>
      ))}
    </ul>
  )
}
