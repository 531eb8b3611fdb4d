import type { GraphicElement } from '../../../domain/contract'

let copied: readonly GraphicElement[] = []
/** How often the copy was put on the sheet it came from: each goes a step further, so that none lies on another. */
let times = 0

/** What was copied in this window, to be put on any graphic. */
export const clipboard = {
  copy(elements: readonly GraphicElement[]): void {
    copied = elements
    times = 0
  },
  paste(): { elements: readonly GraphicElement[]; times: number } {
    if (copied.length > 0) times++
    return { elements: copied, times }
  },
}
