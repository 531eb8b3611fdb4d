/** Drawings of `renderer/symbols`, inlined so that they take the colours of the theme. */
const files = import.meta.glob<string>('../symbols/*/*.svg', { eager: true, query: '?raw', import: 'default' })

export type SymbolKind = 'alarm' | 'grade' | 'role' | 'state' | 'system'

const markups = new Map<string, string>()
for (const [path, svg] of Object.entries(files)) {
  const [, kind, file] = /symbols\/(\w+)\/([\w-]+)\.svg$/.exec(path) ?? []
  // The root's own style holds the night colours and its title is Chinese only: both are given by whoever draws it.
  if (kind && file)
    markups.set(`${kind}/${file}`, svg.replace(/^<svg[^>]*>(<title>[^<]*<\/title>)?/, '').replace(/<\/svg>\s*$/, ''))
}

/** What stands inside the `<svg>` of a symbol; empty when there is no such drawing. */
export const symbolMarkup = (kind: SymbolKind, name: string): string => markups.get(`${kind}/${name}`) ?? ''
export const hasSymbol = (kind: SymbolKind, name: string): boolean => markups.has(`${kind}/${name}`)
