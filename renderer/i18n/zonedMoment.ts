/** `2026-11-23T03:00` (with `seconds` `…T03:00:07`) as the clock of a time zone shows a moment: what a field of date and time holds. @param atMs UTC ms */
export function inZone(atMs: number, timeZone: string, { seconds = false }: { seconds?: boolean } = {}): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
  }).format(atMs)
  return parts.replace(' ', 'T')
}

/**
 * The moment at which the clock of a time zone shows a text, UTC ms; `undefined` for a text that is no moment. Of two moments on the night when the clock is put
 * back it is one of both.
 */
export function momentOf(text: string, timeZone: string): number | undefined {
  const asUtc = Date.parse(`${text}Z`)
  if (!Number.isFinite(asUtc)) return undefined
  const shift = (atMs: number) => Date.parse(`${inZone(atMs, timeZone)}Z`) - Math.floor(atMs / 60_000) * 60_000
  const guess = asUtc - shift(asUtc)
  // The zone may differ at the guess from what it is at the shown time taken for UTC.
  return asUtc - shift(guess)
}
