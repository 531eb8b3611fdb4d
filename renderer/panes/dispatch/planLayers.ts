import type { PlanStep } from '../../../domain/contract'

/** A step's place in the small graph: column by what must come before it, row by its order in the column. */
export interface PlacedStep {
  step: PlanStep
  column: number
  row: number
}

/** Lays a plan out from left to right: every step stands one column right of the last one it waits for. */
export function planLayers(steps: readonly PlanStep[]): PlacedStep[] {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const columns = new Map<string, number>()
  const columnOf = (step: PlanStep): number => {
    const known = columns.get(step.id)
    if (known !== undefined) return known
    // Taken as 0 while it is being worked out, so that a plan with a circle is drawn rather than hangs.
    columns.set(step.id, 0)
    const before = step.after.map((id) => byId.get(id)).filter((s) => s !== undefined)
    const column = before.length === 0 ? 0 : Math.max(...before.map(columnOf)) + 1
    columns.set(step.id, column)
    return column
  }
  const rows = new Map<number, number>()
  return steps.map((step) => {
    const column = columnOf(step)
    const row = rows.get(column) ?? 0
    rows.set(column, row + 1)
    return { step, column, row }
  })
}
