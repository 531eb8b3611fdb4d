/**
 * Why a gap stays, as `Gap.reason` holds it: a code word and its figures, so that every window says it in its own language.
 *
 * - `messagesMissing` devices counted on: so many of their messages never came, of so many devices
 * - `historyMissing` so many of so many devices keep no history, or did not answer
 */
export type GapReason =
  | { readonly code: 'messagesMissing'; readonly count: number; readonly devices: number }
  | { readonly code: 'historyMissing'; readonly devices: number; readonly of: number }

/** `messagesMissing 8/1`, `historyMissing 12/40`. */
export const writeGapReason = (reason: GapReason): string =>
  reason.code === 'messagesMissing'
    ? `${reason.code} ${reason.count}/${reason.devices}`
    : `${reason.code} ${reason.devices}/${reason.of}`

/** @returns `undefined` for what another version wrote: it is shown as it is */
export function readGapReason(text: string): GapReason | undefined {
  const [, code, first, second] = /^(\w+) (\d+)\/(\d+)$/.exec(text) ?? []
  if (code === 'messagesMissing') return { code, count: Number(first), devices: Number(second) }
  if (code === 'historyMissing') return { code, devices: Number(first), of: Number(second) }
  return undefined
}
