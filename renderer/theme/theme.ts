import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import tokens from './tokens.json'
import { themeNames, type ThemeName } from './tokensToCss'

export { themeNames, type ThemeName }

/** Night and contrast hold the same groups as day; this is the shape that drawings on canvas read. */
export type Colours = (typeof tokens.themes)['night']

const storageKey = 'chengtai.theme'

const isThemeName = (value: string | null): value is ThemeName => themeNames.some((name) => name === value)

/** What the person chose; else high contrast when the system asks for it; else night. */
function initialTheme(): ThemeName {
  const saved = localStorage.getItem(storageKey)
  if (isThemeName(saved)) return saved
  return matchMedia('(prefers-contrast: more)').matches ? 'contrast' : 'night'
}

const store = createStore<{ theme: ThemeName }>(() => ({ theme: 'night' }))

/** Puts the saved theme on the document and follows a change made in another window of the seat. */
export function startTheme(): void {
  const show = (theme: ThemeName) => {
    document.documentElement.dataset.theme = theme
    store.setState({ theme })
  }
  show(initialTheme())
  addEventListener('storage', (event) => {
    if (event.key === storageKey) show(initialTheme())
  })
}

export function setTheme(theme: ThemeName): void {
  localStorage.setItem(storageKey, theme)
  document.documentElement.dataset.theme = theme
  store.setState({ theme })
}

export const useTheme = (): ThemeName => useStore(store, (state) => state.theme)

/** Colours of the theme as values, for canvas and WebGL; everything else takes the custom properties. */
export const useColours = (): Colours => tokens.themes[useTheme()]
