import { useMemo } from 'react'
import { useCollection } from '../feed'
import { useFormat } from '../i18n'
import { treeRows, type TreeRow } from './treeRows'

/** Organisations, device groups or makers that there are, in the language on screen; each right after what it stands below. */
export function useNamedItems(
  feed: 'organisation.changed' | 'deviceGroup.changed' | 'maker.changed',
): readonly TreeRow[] {
  const { items } = useCollection(feed)
  const { text } = useFormat()
  return useMemo(
    () =>
      treeRows(
        [...items.values()]
          .filter(({ removed }) => removed === undefined)
          .map((item) => ({
            id: item.id,
            name: text(item.name),
            ...('parentId' in item && { parentId: item.parentId }),
          })),
      ),
    [items, text],
  )
}
