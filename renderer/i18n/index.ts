/** What people read: texts by key, times and numbers in their form. */
export { startI18n, setLanguage } from './i18n'
export { languages, type Language } from './resources'
export { useFormat, useLanguage, type Formats } from './useFormat'
export { decimalsOf, formatNumber, unknown } from './format'
