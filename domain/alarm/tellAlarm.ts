import type { DeviceId } from '../contract/primitives'
import type { Actor, Alarm, AlarmVerdict } from '../contract/state'
import type { AlarmPriority } from '../contract/thingModel'
import { foldEntry, type Subject } from '../folds/fold'
import { compareEntries } from '../journal/compareEntries'
import type { Entry } from '../journal/entry'
import { isKnownEntry } from '../journal/parseEntry'
import { toldAtMs } from './holds'

/** What happened to an alarm, by time (UTC ms, the core's clock): what its figures are made of. */
export interface AlarmTale {
  deviceId: DeviceId
  definitionId: string
  priority: AlarmPriority
  /** When it asked for an acknowledgement, and when somebody acknowledged it or put it aside. */
  annunciations: readonly { atMs: number; answeredAtMs?: number }[]
  occurrences: readonly { atMs: number; count: number }[]
  shelvedAtMs: readonly number[]
  /** When it was suppressed by design. */
  suppressedAtMs: readonly number[]
  escalatedAtMs: readonly number[]
  /** What accounts did about it. */
  deeds: readonly { id: string; atMs: number }[]
  judged?: AlarmVerdict
}

/** An alarm that was raised on a device out of service is put aside in the same commit: it has asked for nothing. */
const sameCommitMs = 1_000

const isNeverTold = ({ kind }: Actor, toldMs: number | undefined, atMs: number, occurrences: number): boolean =>
  kind === 'system' && occurrences === 1 && toldMs !== undefined && atMs - toldMs < sameCommitMs

/** @param entries all of one alarm, in any order; @returns `undefined` when nobody raised it */
export function tellAlarm(entries: readonly Entry[]): AlarmTale | undefined {
  const annunciations: { atMs: number; answeredAtMs?: number }[] = []
  const occurrences: { atMs: number; count: number }[] = []
  const shelvedAtMs: number[] = []
  const suppressedAtMs: number[] = []
  const escalatedAtMs: number[] = []
  const deeds: { id: string; atMs: number }[] = []
  const seen = new Set<string>()
  let subject: Subject<Alarm> | undefined
  for (const entry of entries.toSorted(compareEntries)) {
    if (seen.has(entry.id) || !isKnownEntry(entry)) continue
    seen.add(entry.id)
    const before = subject?.state
    const folded = foldEntry('alarm', subject, entry)
    subject = folded.subject
    const after = subject?.state
    if (folded.voidReason !== undefined || !after) continue
    const atMs = entry.hlc.ms
    const last = annunciations.at(-1)
    if (!before || toldAtMs(before) !== toldAtMs(after)) annunciations.push({ atMs: toldAtMs(after) })
    if (entry.kind === 'alarm.raised') occurrences.push({ atMs, count: 1 })
    else if (entry.kind === 'alarm.reoccurred') occurrences.push({ atMs, count: entry.payload.count ?? 1 })
    else if (entry.kind === 'alarm.escalated') escalatedAtMs.push(atMs)
    else if (entry.kind === 'alarm.shelved' && !before?.shelved) shelvedAtMs.push(atMs)
    else if (entry.kind === 'alarm.suppressed') suppressedAtMs.push(atMs)
    const isPutAside = entry.kind === 'alarm.takenOutOfService' || entry.kind === 'alarm.suppressed'
    if (isPutAside && isNeverTold(entry.actor, last?.atMs, atMs, occurrences.length)) annunciations.pop()
    const isAnswer = entry.kind === 'alarm.acknowledged' || entry.kind === 'alarm.shelved' || isPutAside
    const asked = annunciations.at(-1)
    if (isAnswer && asked && asked.answeredAtMs === undefined) asked.answeredAtMs = Math.max(asked.atMs, atMs)
    if (entry.actor.kind === 'account') deeds.push({ id: entry.actor.id, atMs })
  }
  if (!subject) return undefined
  const { deviceId, definitionId, priority, judged } = subject.state
  return {
    deviceId,
    definitionId,
    priority,
    annunciations,
    occurrences,
    shelvedAtMs,
    suppressedAtMs,
    escalatedAtMs,
    deeds,
    ...(judged && { judged: judged.verdict }),
  }
}
