import type { Certificate } from '../contract/state/access'

const dayMs = 86_400_000
/** Days before its end at which a certificate is told of; 0 when it has ended. */
const steps = [0, 1, 7, 30] as const

/** Whole days until it ends, rounded up; 0 once it has. */
export const daysLeft = (notAfterMs: number, nowMs: number): number =>
  Math.max(0, Math.ceil((notAfterMs - nowMs) / dayMs))

/** The warning that is due and was not given; `undefined` when there is none. Of several that were missed only the most urgent one. */
export function expiryWarning(certificate: Certificate, nowMs: number): number | undefined {
  if (certificate.revoked) return undefined
  const left = daysLeft(certificate.notAfterMs, nowMs)
  const due = steps.find((days) => left <= days)
  if (due === undefined || (certificate.warnedDays !== undefined && certificate.warnedDays <= due)) return undefined
  return due
}
