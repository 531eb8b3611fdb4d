import { hasSymbol, symbolMarkup, type SymbolKind } from '../../../widgets/symbols'

/**
 * A drawing with colours in place of its variables, as an image address: canvases know neither `currentColor` nor custom properties.
 *
 * @param variables custom properties of the drawing (`--a-fill`), and `currentColor`
 * @returns undefined when there is no such drawing
 */
export function symbolDataUrl(
  kind: SymbolKind,
  name: string,
  variables: Readonly<Record<string, string>>,
  sizePx: number,
): string | undefined {
  if (!hasSymbol(kind, name)) return undefined
  const drawn = Object.entries(variables).reduce(
    (text, [variable, value]) => text.replaceAll(variable === 'currentColor' ? variable : `var(${variable})`, value),
    symbolMarkup(kind, name),
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${sizePx}" height="${sizePx}" viewBox="0 0 24 24">${drawn}</svg>`
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
}
