/** CSS px a unit of the sheet. */
const steps = [0.1, 0.15, 0.2, 0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3, 4] as const

const [least] = steps
const most = steps[steps.length - 1] ?? 4

export const zoomWithin = (scale: number): number => Math.min(most, Math.max(least, scale))

/** The next larger or smaller step. A scale between two goes to the nearer end, not beyond it. */
export function zoomStep(scale: number, direction: 1 | -1): number {
  const slack = scale * 0.01
  if (direction > 0) return steps.find((each) => each > scale + slack) ?? most
  return steps.findLast((each) => each < scale - slack) ?? least
}
