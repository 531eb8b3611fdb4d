import type { z } from 'zod'
import {
  AccessRule,
  Account,
  ActivationCode,
  Alarm,
  AlarmSetting,
  Certificate,
  Codec,
  Command,
  CommandBatch,
  CommandSchedule,
  Conflict,
  DeviceChange,
  DeviceGroup,
  Correction,
  DeviceKey,
  ForwardRoute,
  Gap,
  Grant,
  SavedGraphic,
  SavedSymbol,
  Incident,
  Intruder,
  Lease,
  Maker,
  Look,
  Message,
  Organisation,
  OutOfService,
  PassThrough,
  PlanRun,
  RegistryImport,
  SavedDeviceType,
  RuleFiring,
  Setting,
  Show,
  SoundTest,
  StoredRule,
  Task,
  KeptThirdPartySystem,
} from '../contract/state'

/** Subjects that have a state of their own, with its schema; subjects of other kinds have entries only. */
export const stateSchemas = {
  alarm: Alarm,
  alarmSetting: AlarmSetting,
  incident: Incident,
  planRun: PlanRun,
  task: Task,
  command: Command,
  commandBatch: CommandBatch,
  commandSchedule: CommandSchedule,
  codec: Codec,
  passThrough: PassThrough,
  graphic: SavedGraphic,
  graphicSymbol: SavedSymbol,
  message: Message,
  account: Account,
  conflict: Conflict,
  gap: Gap,
  lease: Lease,
  outOfService: OutOfService,
  setting: Setting,
  soundTest: SoundTest,
  correction: Correction,
  forwardRoute: ForwardRoute,
  rule: StoredRule,
  ruleFiring: RuleFiring,
  show: Show,
  look: Look,
  device: DeviceChange,
  deviceType: SavedDeviceType,
  maker: Maker,
  organisation: Organisation,
  deviceGroup: DeviceGroup,
  thirdPartySystem: KeptThirdPartySystem,
  grant: Grant,
  registryImport: RegistryImport,
  deviceKey: DeviceKey,
  accessRule: AccessRule,
  activation: ActivationCode,
  certificate: Certificate,
  intruder: Intruder,
} as const satisfies Record<string, z.ZodType>

export type StateKind = keyof typeof stateSchemas
export type States = { [K in StateKind]: z.infer<(typeof stateSchemas)[K]> }

export const isStateKind = (kind: string): kind is StateKind => Object.hasOwn(stateSchemas, kind)
export const stateKinds: readonly StateKind[] = Object.keys(stateSchemas).filter(isStateKind)

const schemas: { readonly [K in StateKind]: z.ZodType<States[K]> } = stateSchemas

/** @returns `undefined` when `value` is no state of the kind */
export function parseState<K extends StateKind>(kind: K, value: unknown): States[K] | undefined {
  const parsed = schemas[kind].safeParse(value)
  return parsed.success ? parsed.data : undefined
}
