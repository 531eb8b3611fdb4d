import type { FrameFault, FrameSpan } from '../../../domain/codec/values'

/** One byte on screen: to which field it belongs, and whether it is the one that is wrong. */
export interface HexCell {
  readonly at: number
  readonly hex: string
  /** Place of its field among the fields, for its colour; absent where no field has been read. */
  readonly field?: number
  readonly title: string
  readonly isFault: boolean
}

/** Bytes with the innermost field of each. */
export function hexCells(
  bytes: Uint8Array,
  spans: readonly FrameSpan[],
  fault: Pick<FrameFault, 'at'> | undefined,
): HexCell[] {
  return Array.from(bytes, (byte, at) => {
    const field = spans.findLastIndex(({ from, to }) => at >= from && at < to)
    const span = spans[field]
    return {
      at,
      hex: byte.toString(16).padStart(2, '0'),
      ...(span && { field }),
      title: span ? `${at}: ${span.path} = ${span.text}` : String(at),
      isFault: fault?.at === at,
    }
  })
}
