import type { CertificateFacts, CertificateHolder } from '../contract/state/access'

const dayMs = 86_400_000
/** From so long before its end on a certificate is told of, until so long after it: whoever did not need it by then needs it no more, ms. */
const toldMs = 30 * dayMs

/** Certificates that end soon, or have ended and nobody took their place. */
export interface EndingCertificates {
  readonly count: number
  /** UTC ms; past when it has ended. */
  readonly soonestMs: number
}

const holderKey = (holder: CertificateHolder): string =>
  holder.kind === 'device'
    ? `device ${holder.deviceId}`
    : holder.kind === 'server'
      ? 'server'
      : `${holder.kind} ${holder.typeId ?? ''}`

/** @returns `undefined` while there is nothing to do: one that was taken back, or that a later one of the same holder replaces, is nobody's worry */
export function endingCertificates(
  certificates: Iterable<CertificateFacts>,
  nowMs: number,
): EndingCertificates | undefined {
  const lastOf = new Map<string, number>()
  for (const { holder, isForeign, revoked, notAfterMs } of certificates) {
    if (revoked) continue
    const key = `${holderKey(holder)} ${isForeign}`
    lastOf.set(key, Math.max(lastOf.get(key) ?? 0, notAfterMs))
  }
  const ending = [...lastOf.values()].filter((endMs) => Math.abs(endMs - nowMs) <= toldMs)
  return ending.length === 0 ? undefined : { count: ending.length, soonestMs: Math.min(...ending) }
}
