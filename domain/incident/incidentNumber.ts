/**
 * Number that people say: `SJ-20261122-1427`, the minute of opening in the district's time zone; a second one in that minute gets `-2`.
 * Made from the time and not from a counter, so that two seats apart rarely make the same one.
 *
 * @param timeZone IANA name of the district's zone
 */
export function incidentNumber(openedAtMs: number, timeZone: string, isTaken: (candidate: string) => boolean): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(openedAtMs)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? ''
  const base = `SJ-${part('year')}${part('month')}${part('day')}-${part('hour')}${part('minute')}`
  let number = base
  for (let n = 2; isTaken(number); n++) number = `${base}-${n}`
  return number
}
