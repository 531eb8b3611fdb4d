import { useLayoutEffect, type RefObject } from 'react'

/** Marks the elements that are on their way: the style sheet moves all of them by `--drag-x` and `--drag-y`, so that a step of the hand draws none of them anew. */
export function useDragged(sheet: RefObject<HTMLElement | null>, ids: ReadonlySet<string> | undefined): void {
  useLayoutEffect(() => {
    if (!ids) return
    const moved = [...(sheet.current?.querySelectorAll('[data-element]') ?? [])].filter((drawn) =>
      ids.has(drawn.getAttribute('data-element') ?? ''),
    )
    for (const drawn of moved) drawn.toggleAttribute('data-dragged', true)
    return () => {
      for (const drawn of moved) drawn.toggleAttribute('data-dragged', false)
    }
  }, [sheet, ids])
}
