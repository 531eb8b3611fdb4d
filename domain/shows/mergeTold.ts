import type { LookDisplay, LookScreens, SeatSelection } from '../contract'
import { canonicalJson } from '../journal/canonicalForm'

/**
 * What the seat shows after one of its windows told of its display.
 *
 * @returns `screens` itself when nothing is new
 */
export function mergeTold(
  screens: LookScreens | undefined,
  told: { display: LookDisplay; selection: SeatSelection },
): LookScreens {
  const others = screens?.displays.filter(({ number }) => number !== told.display.number) ?? []
  const displays = [...others, told.display].toSorted((a, b) => a.number - b.number)
  const merged: LookScreens = { displays, selection: told.selection }
  return screens && canonicalJson(screens) === canonicalJson(merged) ? screens : merged
}
