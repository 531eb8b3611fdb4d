import type { DataValue } from 'node-opcua-client'
import { qualityCodes } from '../../domain/contract'

/** The two top bits of a status code are its severity (part 4, 7.39.1). */
const severity = (statusCode: number): 'good' | 'uncertain' | 'bad' => {
  const bits = statusCode >>> 30
  return bits === 0 ? 'good' : bits === 1 ? 'uncertain' : 'bad'
}

export interface ReadValue {
  /** Absent where the server gives none, or one that is no number. */
  value: number | undefined
  /** Byte of `qualityCodes`. */
  quality: number
  /** UTC ms: the source's, else the server's; absent where neither says. */
  atMs: number | undefined
}

export function readValue({ value, statusCode, sourceTimestamp, serverTimestamp }: DataValue): ReadValue {
  const raw: unknown = value.value
  return {
    value: toNumber(raw),
    quality: qualityCodes[severity(statusCode.value)],
    atMs: (sourceTimestamp ?? serverTimestamp)?.getTime(),
  }
}

/** 64-bit integers come as pairs of 32 bits, high first. */
function toNumber(raw: unknown): number | undefined {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : undefined
  if (typeof raw === 'boolean') return raw ? 1 : 0
  if (Array.isArray(raw) && raw.length === 2) {
    const [high, low]: unknown[] = raw
    if (typeof high === 'number' && typeof low === 'number') return high * 2 ** 32 + (low >>> 0)
  }
  return undefined
}
