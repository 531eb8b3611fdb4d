import type { Incident, Task } from '../contract'

/** The next number within an incident; counted on from the highest, since an order that is long over may have been let go of. */
export function nextOrdinal(tasks: Iterable<Task>, incidentId: string): number {
  let highest = 0
  for (const task of tasks) if (task.incidentId === incidentId) highest = Math.max(highest, task.ordinal ?? 0)
  return highest + 1
}

/**
 * Number that people say of an order: its incident's with a further figure, SJ-20261122-1427-2. An order of another seat than the one that opened the incident also bears that seat's mark,
 * SJ-20261122-1427-2KHT: seats that are apart count on from the same figure. An order made before they were counted goes by its incident.
 */
export const orderNumber = (
  incident: Pick<Incident, 'number' | 'seatMark'> | undefined,
  { ordinal, seatMark }: Pick<Task, 'ordinal' | 'seatMark'>,
): string => {
  const mark = seatMark === incident?.seatMark ? '' : (seatMark ?? '')
  return [incident?.number, ordinal === undefined ? undefined : `${ordinal}${mark}`]
    .filter((part) => part !== undefined)
    .join('-')
}
