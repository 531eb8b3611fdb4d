import { useMemo } from 'react'
import { useCollection } from '../feed'
import { useFormat } from '../i18n'

export interface NamedItem {
  id: string
  name: string
}

/** Organisations, device groups or makers that there are, by name in the language on screen. */
export function useNamedItems(
  feed: 'organisation.changed' | 'deviceGroup.changed' | 'maker.changed',
): readonly NamedItem[] {
  const { items } = useCollection(feed)
  const { text } = useFormat()
  return useMemo(
    () =>
      [...items.values()]
        .filter(({ removed }) => removed === undefined)
        .map(({ id, name }) => ({ id, name: text(name) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    [items, text],
  )
}
