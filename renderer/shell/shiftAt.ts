import { z } from 'zod'

/** One shift of the day: its name and when it begins, `HH:MM` in the district's time zone; it ends where the next one begins. */
export const Shifts = z
  .array(
    z.object({
      name: z.object({ zh: z.string().min(1).max(20), en: z.string().min(1).max(40) }),
      from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    }),
  )
  .min(1)
  .max(6)
export type Shifts = z.infer<typeof Shifts>

/** What the product takes a day to be until the installation says otherwise (setting `duty.shifts`). */
export const usualShifts: Shifts = [
  { name: { zh: '白班', en: 'Day shift' }, from: '08:00' },
  { name: { zh: '夜班', en: 'Night shift' }, from: '20:00' },
]

/** The shift that runs at a time of day (`HH:MM`), and when it ends. */
export function shiftAt(shifts: Shifts, clock: string): { name: Shifts[number]['name']; from: string; to: string } {
  const inOrder = shifts.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  // Before the first one of the day the last one of yesterday still runs.
  const begun = inOrder.findLastIndex(({ from }) => from <= clock)
  const at = begun === -1 ? inOrder.length - 1 : begun
  const { name, from } = inOrder[at] ?? inOrder[0] ?? { name: { zh: '—', en: '—' }, from: '00:00' }
  return { name, from, to: inOrder[(at + 1) % inOrder.length]?.from ?? from }
}
