const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** The file is no sound database. */
export const isDamage = (error: unknown): boolean => ['SQLITE_NOTADB', 'SQLITE_CORRUPT'].includes(codeOf(error))

export const isSqliteError = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_')

/** A released migration was tried out: where it is refused, the file is not what it says of itself. */
export const isRefusedStatement = (error: unknown): boolean =>
  ['SQLITE_ERROR', 'SQLITE_CONSTRAINT', 'SQLITE_MISMATCH'].includes(codeOf(error))

/** No room is left on the disk, or none that the file may take. */
export const isFull = (error: unknown): boolean => ['SQLITE_FULL', 'ENOSPC', 'EDQUOT'].includes(codeOf(error))

/** The disk failed under an open connection: what it keeps in memory of the file is not to be trusted any more. */
export const isDiskFault = (error: unknown): boolean =>
  ['SQLITE_IOERR', 'SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_CANTOPEN', 'SQLITE_READONLY'].includes(codeOf(error))

/** What SQLite itself says of a fault, its code first, without the statement that met it. */
export const ownWords = (message: string): string => message.slice(Math.max(0, message.lastIndexOf('SQLITE_')))
