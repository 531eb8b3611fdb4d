import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { GraphicElement, LocalText } from '../../../domain/contract'
import { moveElements, removeElements, reorder, type Step } from '../../../domain/graphics/edit/arrange'
import { mostElements, pasteElements } from '../../../domain/graphics/edit/copies'
import type { Point } from '../../../domain/graphics/edit/geometry'
import { groupElements, ungroupElements } from '../../../domain/graphics/edit/groups'
import { keepOnSheet } from '../../../domain/graphics/edit/keepOnSheet'
import { newBasic, newSymbol } from '../../../domain/graphics/edit/newElement'
import type { EffectiveSymbol } from '../../../domain/graphics/effective'
import { newKey } from '../../feed'
import { clipboard } from './clipboard'
import type { Dragged } from './libraryDrag'
import type { GraphicDraft } from './useGraphicDraft'

/** Of a copy on the sheet it came from, units. */
const besidePx = 20
const newId = () => newKey().slice(0, 10)

export interface Editing {
  add(dragged: Dragged, at: Point): void
  remove(): void
  copy(): void
  paste(): void
  duplicate(): void
  nudge(dx: number, dy: number): void
  order(step: Step): void
  selectAll(): void
  group(): void
  ungroup(): void
}

/** What is done with what is chosen, by keys and buttons alike. */
export function useEditing(draft: GraphicDraft, symbols: ReadonlyMap<string, EffectiveSymbol>): Editing {
  const { t: zh } = useTranslation('graphicEditor', { lng: 'zh-CN' })
  const { t: en } = useTranslation('graphicEditor', { lng: 'en' })
  return useMemo(() => {
    const { graphic, selection } = draft
    const chosen = () => graphic.elements.filter(({ id }) => selection.has(id))
    const put = (elements: readonly GraphicElement[], far: number) => {
      const pasted = pasteElements(graphic, elements, { dx: far, dy: far }, newId)
      if (pasted.ids.length > 0) draft.change(() => pasted.graphic, { select: pasted.ids })
    }
    const both = (key: 'first.text' | 'first.button'): LocalText => ({ zh: zh(key), en: en(key) })
    return {
      add(dragged, at) {
        if (graphic.elements.length >= mostElements) return
        const id = newId()
        const symbol = 'symbolId' in dragged ? symbols.get(dragged.symbolId)?.symbol : undefined
        if ('symbolId' in dragged && !symbol) return
        const made = symbol
          ? newSymbol(symbol, id, at)
          : 'basic' in dragged
            ? newBasic(dragged.basic, id, at, both(dragged.basic === 'button' ? 'first.button' : 'first.text'))
            : undefined
        if (!made) return
        const element = { ...made, frame: keepOnSheet(made.frame, graphic.sheet) }
        draft.change((now) => ({ ...now, elements: [...now.elements, element] }), { select: [id] })
      },
      remove: () => draft.change((now) => removeElements(now, selection)),
      copy: () => selection.size > 0 && clipboard.copy(chosen()),
      paste() {
        const { elements, times } = clipboard.paste()
        put(elements, besidePx * times)
      },
      duplicate: () => put(chosen(), besidePx),
      nudge: (dx, dy) => draft.change((now) => moveElements(now, selection, { dx, dy }), { field: 'nudge' }),
      order: (step) => draft.change((now) => reorder(now, selection, step)),
      group: () => draft.change((now) => groupElements(now, selection, newId())),
      ungroup: () => draft.change((now) => ungroupElements(now, selection)),
      selectAll: () => draft.select(graphic.elements.map(({ id }) => id)),
    }
  }, [draft, symbols, zh, en])
}
