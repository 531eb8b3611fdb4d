/** A column of a table. Times are UTC ms. */
export interface TableColumn {
  readonly name: string
  readonly type: 'text' | 'number' | 'time'
}

/** `undefined` and NaN are empty cells. */
export type Cell = string | number | undefined
export type Row = readonly Cell[]

/** Turns rows into the bytes of a file, piece by piece; the pieces in order are the file. */
export interface TableEncoder {
  add(rows: readonly Row[]): Uint8Array<ArrayBuffer>
  /** What is left. Nothing may be added after. */
  end(): Uint8Array<ArrayBuffer>
}

export const isEmpty = (cell: Cell): cell is undefined => cell === undefined || Number.isNaN(cell)
