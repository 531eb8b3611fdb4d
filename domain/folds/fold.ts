import { compareEntries } from '../journal/compareEntries'
import type { Entry } from '../journal/entry'
import type { EntryKind } from '../journal/entryKinds'
import { isKnownEntry, type KnownEntry } from '../journal/parseEntry'
import { foldAccessRule, foldActivation, foldCertificate } from './foldAccess'
import { foldAccount } from './foldAccount'
import { foldAlarm } from './foldAlarm'
import { foldAlarmSetting } from './foldAlarmSetting'
import { foldCodec, foldPassThrough } from './foldCodec'
import { foldCommand } from './foldCommand'
import { foldCommandBatch } from './foldCommandBatch'
import { foldCommandSchedule } from './foldCommandSchedule'
import { foldConflict } from './foldConflict'
import { foldCorrection } from './foldCorrection'
import { foldDevice } from './foldDevice'
import { foldDeviceType } from './foldDeviceType'
import type { Folded, VoidReason } from './Folded'
import { foldForwardRoute } from './foldForwardRoute'
import { foldDeviceKey } from './foldDeviceKey'
import { foldGap } from './foldGap'
import { foldGraphic, foldGraphicSymbol } from './foldGraphic'
import { foldIncident } from './foldIncident'
import { foldIntruder } from './foldIntruder'
import { foldLease } from './foldLease'
import { foldLook } from './foldLook'
import { foldMessage } from './foldMessage'
import { foldOutOfService } from './foldOutOfService'
import { foldPlanRun } from './foldPlanRun'
import { foldSetting } from './foldSetting'
import { foldDeviceGroup, foldGrant, foldMaker, foldOrganisation, foldThirdPartySystem } from './foldRegistryItem'
import { foldRegistryImport } from './foldRegistryImport'
import { foldRule } from './foldRule'
import { foldRuleFiring } from './foldRuleFiring'
import { foldShow } from './foldShow'
import { foldSoundTest } from './foldSoundTest'
import { foldTask } from './foldTask'
import { isOver } from './isOver'
import type { StateKind, States } from './states'

const folds: { [K in StateKind]: (state: States[K] | undefined, entry: KnownEntry) => Folded<States[K]> } = {
  alarm: foldAlarm,
  alarmSetting: foldAlarmSetting,
  incident: foldIncident,
  planRun: foldPlanRun,
  task: foldTask,
  command: foldCommand,
  commandBatch: foldCommandBatch,
  commandSchedule: foldCommandSchedule,
  codec: foldCodec,
  passThrough: foldPassThrough,
  graphic: foldGraphic,
  graphicSymbol: foldGraphicSymbol,
  message: foldMessage,
  account: foldAccount,
  conflict: foldConflict,
  gap: foldGap,
  lease: foldLease,
  outOfService: foldOutOfService,
  setting: foldSetting,
  soundTest: foldSoundTest,
  correction: foldCorrection,
  forwardRoute: foldForwardRoute,
  rule: foldRule,
  ruleFiring: foldRuleFiring,
  show: foldShow,
  look: foldLook,
  device: foldDevice,
  deviceType: foldDeviceType,
  maker: foldMaker,
  organisation: foldOrganisation,
  deviceGroup: foldDeviceGroup,
  thirdPartySystem: foldThirdPartySystem,
  grant: foldGrant,
  registryImport: foldRegistryImport,
  deviceKey: foldDeviceKey,
  accessRule: foldAccessRule,
  activation: foldActivation,
  certificate: foldCertificate,
  intruder: foldIntruder,
}

/** What is known of one subject. */
export interface Subject<S> {
  state: S
  /** When its story ended, UTC ms; `undefined` while it has not. */
  endedAtMs?: number
}

/** Folds one entry into its subject. Total: an entry that makes no sense is void with a reason, and the subject stays as it is. */
export function foldEntry<K extends StateKind>(
  kind: K,
  subject: Subject<States[K]> | undefined,
  entry: Entry,
): { subject: Subject<States[K]> | undefined; voidReason?: VoidReason } {
  if (entry.subject.kind !== kind || !isKnownEntry(entry)) return { subject, voidReason: 'unknownKind' }
  const { state, voidReason } = folds[kind](subject?.state, entry)
  if (voidReason !== undefined || state === undefined) return { subject, ...(voidReason && { voidReason }) }
  return { subject: isOver(kind, state) ? { state, endedAtMs: subject?.endedAtMs ?? entry.hlc.ms } : { state } }
}

/** A subject with the reasons of its void entries, by entry id. */
export interface FoldedSubject<S> {
  subject: Subject<S> | undefined
  voids: ReadonlyMap<string, VoidReason>
}

/** Kinds that a subject begins with. */
const beginnings: ReadonlySet<string> = new Set<EntryKind>([
  'alarm.raised',
  'incident.opened',
  'planRun.started',
  'task.assigned',
  'command.issued',
  'commandBatch.started',
  'message.queued',
  'account.created',
  'conflict.found',
  'gap.found',
  'ruleFiring.fired',
  'show.sent',
  'look.asked',
  'device.added',
  'registryImport.started',
  'activation.made',
  'certificate.added',
  'correction.made',
])

/**
 * The order in which a subject's entries count: by the journal's clock, but its beginning first. A seat whose clock is far behind another's (it is pulled by 60 s at most) writes
 * entries that sort before the beginning it saw; they came after it all the same.
 */
function inOrder(entries: readonly Entry[]): Entry[] {
  const sorted = entries.toSorted(compareEntries)
  const at = sorted.findIndex(({ kind }) => beginnings.has(kind))
  const beginning = sorted[at]
  return beginning && at > 0 ? [beginning, ...sorted.toSpliced(at, 1)] : sorted
}

/** Folds all entries of one subject, in whatever order and however often they are given: same facts, same state. */
export function foldSubject<K extends StateKind>(kind: K, entries: readonly Entry[]): FoldedSubject<States[K]> {
  const voids = new Map<string, VoidReason>()
  const seen = new Set<string>()
  let subject: Subject<States[K]> | undefined
  for (const entry of inOrder(entries)) {
    if (seen.has(entry.id)) continue
    seen.add(entry.id)
    const folded = foldEntry(kind, subject, entry)
    subject = folded.subject
    if (folded.voidReason) voids.set(entry.id, folded.voidReason)
  }
  return { subject, voids }
}
