import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { formatNumber } from './format'
import { languages, textsOf, type Language } from './resources'

const storageKey = 'chengtai.language'

const isLanguage = (value: string | null): value is Language => languages.some((language) => language === value)
const initialLanguage = (): Language => {
  const saved = localStorage.getItem(storageKey)
  return isLanguage(saved) ? saved : 'zh-CN'
}

const show = (language: Language) => {
  document.documentElement.lang = language
  return i18next.changeLanguage(language)
}

/** Starts the texts in the chosen language, Chinese first, and follows a change made in another window of the seat. */
export async function startI18n(language: Language = initialLanguage()): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    defaultNS: 'common',
    resources: Object.fromEntries(languages.map((each) => [each, textsOf(each)])),
    interpolation: { escapeValue: false }, // React escapes
    initAsync: false,
  })
  // `{{count, grouped}}`: 18 460, as everywhere; i18next's own `number` would put commas.
  i18next.services.formatter?.add('grouped', (value: unknown) => formatNumber(Number(value)))
  document.documentElement.lang = language
  addEventListener('storage', (event) => {
    if (event.key === storageKey) void show(initialLanguage())
  })
  return i18next
}

export async function setLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language)
  await show(language)
}
