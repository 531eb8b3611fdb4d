import { Languages, SunMoon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSeat } from '../feed'
import { languages, setLanguage, useFormat, useLanguage } from '../i18n'
import { setTheme, themeNames, useTheme } from '../theme/theme'
import { Drawing } from '../widgets'
import styles from './Gate.module.css'

/** The page before the workplace: the mark, what is asked, language and theme. */
export function Gate({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const format = useFormat()
  const language = useLanguage()
  const theme = useTheme()
  const seat = useSeat()
  const otherLanguage = languages.find((each) => each !== language) ?? 'zh-CN'
  const nextTheme = themeNames[(themeNames.indexOf(theme) + 1) % themeNames.length] ?? 'night'
  return (
    <main className={styles.gate}>
      <header className={styles.head}>
        <Drawing kind="role" name="leader" size={40} />
        <div>
          <h1 className={styles.product}>{t('product')}</h1>
          <p className={styles.district}>{seat?.districtName ? format.text(seat.districtName) : ' '}</p>
        </div>
      </header>
      <div className={styles.body}>{children}</div>
      <footer className={styles.foot}>
        <button type="button" className={styles.setting} onClick={() => void setLanguage(otherLanguage)}>
          <Languages size={14} aria-hidden />
          {t(`language.${otherLanguage}`)}
        </button>
        <button type="button" className={styles.setting} onClick={() => setTheme(nextTheme)}>
          <SunMoon size={14} aria-hidden />
          {t(`theme.${nextTheme}`)}
        </button>
      </footer>
    </main>
  )
}
