import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import tokens from './tokens.json'
import { densityNames, type DensityName } from './tokensToCss'

export { densityNames, type DensityName }

const store = createStore<{ density: DensityName }>(() => ({ density: 'normal' }))

/** Each display keeps its own: one stands at arm's length, another hangs on the wall. */
const storageKey = () => `chengtai.density.${window.chengtai?.display.number ?? 'browser'}`

function show(density: DensityName): void {
  document.documentElement.dataset.density = density
  store.setState({ density })
}

/** Puts the density that was chosen for this display on the document. */
export function startDensity(): void {
  const saved = localStorage.getItem(storageKey())
  show(densityNames.find((name) => name === saved) ?? 'normal')
}

export function setDensity(density: DensityName): void {
  localStorage.setItem(storageKey(), density)
  show(density)
}

export const useDensity = (): DensityName => useStore(store, (state) => state.density)

/** Height of a row, CSS px at zoom 100 %; style sheets take `--row-height`. */
export const useRowPx = (): number => tokens.density[useDensity()].row
