import type { ForwardFault } from '../../../domain/contract'
import type { ForwardItem } from '../../../domain/forwarding/ForwardItem'

/** The other end of a route. One `send` at a time. */
export interface Target {
  /**
   * Resolves when the other side has confirmed all of them, in this order. May be given the same items again.
   *
   * @throws TargetError; `rejected` says that the content is refused and trying again is no use
   */
  send(items: readonly ForwardItem[]): Promise<void>
  /** Sees whether it would take something, where sending would leave something behind. @throws TargetError */
  probe?(): Promise<void>
  /** Told about once a second, for what goes by time. */
  tick?(): Promise<void>
  close(): Promise<void>
}

export class TargetError extends Error {
  constructor(
    readonly fault: ForwardFault,
    message: string,
  ) {
    super(message)
    this.name = 'TargetError'
  }
}

/** How long a target may take to confirm a chunk, ms. */
export const sendWithinMs = 20_000

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
])

export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** What became of a chunk that a library could not send: mostly that nobody is there. */
export function faultOf(error: unknown): TargetError {
  if (error instanceof TargetError) return error
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  const message = cause instanceof Error ? cause.message || String(codeOf(cause)) : String(cause)
  return new TargetError(unreachable.has(codeOf(cause) ?? '') ? 'unreachable' : 'failed', message.slice(0, 300))
}

/** @throws TargetError `unreachable` when it takes too long */
export async function within<T>(work: Promise<T>, limitMs = sendWithinMs): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TargetError('unreachable', `no answer in ${limitMs} ms`)), limitMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
