import type { Alarm } from '../../../../domain/contract'

export interface StoryLine {
  kind: 'earlier' | 'raised' | 'reoccurred' | 'acknowledged' | 'alsoAcknowledged' | 'returned'
  atMs: number
  /** The alarm that the line tells of: this one, or an earlier one of its device. */
  alarm: Alarm
  /** Name of the person; without one the device did it. */
  by: string | undefined
}

/** The life of an alarm as lines, oldest first, after the earlier alarms of its device. */
export function storyOf(alarm: Alarm, earlier: readonly Alarm[]): StoryLine[] {
  const line = (kind: StoryLine['kind'], atMs: number, by?: string): StoryLine => ({ kind, atMs, alarm, by })
  const own = [line('raised', alarm.raisedAtMs)]
  if (alarm.occurrences > 1) own.push(line('reoccurred', alarm.lastOccurredAtMs))
  if (alarm.acknowledged)
    own.push(line('acknowledged', alarm.acknowledged.atMs, alarm.acknowledged.by.name ?? alarm.acknowledged.by.id))
  for (const { by, atMs } of alarm.alsoAcknowledged) own.push(line('alsoAcknowledged', atMs, by.name ?? by.id))
  if (alarm.returnedAtMs !== undefined) own.push(line('returned', alarm.returnedAtMs))
  const before = earlier
    .filter(({ id }) => id !== alarm.id)
    .map((past): StoryLine => ({ kind: 'earlier', atMs: past.raisedAtMs, alarm: past, by: undefined }))
  return [...before, ...own].sort((a, b) => a.atMs - b.atMs)
}
