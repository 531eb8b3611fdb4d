import { z } from 'zod'

/**
 * Every refusal the product can answer with: its HTTP status; the sentence people read stands in the i18n files under `error.<code>`.
 * A refusal is an answer, never a crash; nothing is half-applied when one is given.
 */
export const errors = {
  badRequest: { status: 400 },
  badRule: { status: 422 },
  unknownMethod: { status: 404 },
  notSignedIn: { status: 401 },
  wrongCredentials: { status: 401 },
  accountLocked: { status: 423 },
  accountDisabled: { status: 403 },
  passwordTooWeak: { status: 422 },
  passwordReused: { status: 422 },
  notAllowed: { status: 403 },
  notFound: { status: 404 },
  alreadyExists: { status: 409 },
  alreadySet: { status: 409 },
  worldMoved: { status: 409 },
  tooLate: { status: 409 },
  tooLarge: { status: 413 },
  illegalState: { status: 409 },
  needsSecondPerson: { status: 409 },
  taskEnded: { status: 409 },
  urgedJustNow: { status: 429 },
  interlocked: { status: 409 },
  lifeSafety: { status: 409 },
  ownedByAnother: { status: 409 },
  outOfScope: { status: 409 },
  needsBreakGlass: { status: 409 },
  linkDown: { status: 503 },
  serviceUnreachable: { status: 503 },
  storageDegraded: { status: 507 },
  tooManyRequests: { status: 429 },
  timedOut: { status: 504 },
  internal: { status: 500 },
} as const satisfies Record<string, { status: number }>

export type ErrorCode = keyof typeof errors
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Object.keys` forgets the keys of a constant
export const ErrorCode = z.enum(Object.keys(errors) as [ErrorCode, ...ErrorCode[]])

/** A refusal on its way to the caller. `message` is for the engineer's log; people read the sentence of the code. */
export class Refused extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string = code,
    readonly details?: Record<string, unknown>,
  ) {
    super(message)
    this.name = 'Refused'
  }
}
