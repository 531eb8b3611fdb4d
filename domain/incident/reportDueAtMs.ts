import type { IncidentGrade } from '../contract'
import { isAtLeast } from './grades'

const REPORT_WITHIN_MS = 30 * 60_000

/**
 * Moment by which the leaders concerned must have heard of an incident.
 *
 * @param gradedAtMs when it was judged and confirmed as larger or above, UTC milliseconds
 * @returns UTC milliseconds; `undefined` for a general incident, which needs no report
 * @source White paper 6.2.4 (2): "larger" and above, within 30 minutes
 */
export function reportDueAtMs(grade: IncidentGrade, gradedAtMs: number): number | undefined {
  return isAtLeast(grade, 'larger') ? gradedAtMs + REPORT_WITHIN_MS : undefined
}
