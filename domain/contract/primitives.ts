import { z } from 'zod'

/** UTC milliseconds since 1970. A day either side of "now" is judged where it matters, not here. */
export const EpochMs = z.number().int().min(0).max(8_640_000_000_000_000)
export type EpochMs = z.infer<typeof EpochMs>

/** WGS-84 longitude and latitude in degrees, in this order. */
export const LngLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
export type LngLat = z.infer<typeof LngLat>

/** A closed ring of positions (first equals last), outer ring only. */
export const Ring = z.array(LngLat).min(4)
export type Ring = z.infer<typeof Ring>

/** A name in both languages of the product; Chinese is the first. */
export const LocalText = z.object({ zh: z.string().min(1).max(400), en: z.string().min(1).max(800) })
export type LocalText = z.infer<typeof LocalText>

const text = (max: number) => z.string().min(1).max(max)

export const DistrictId = text(64).brand<'DistrictId'>()
export type DistrictId = z.infer<typeof DistrictId>
export const PlotId = text(64).brand<'PlotId'>()
export type PlotId = z.infer<typeof PlotId>
export const BuildingId = text(64).brand<'BuildingId'>()
export type BuildingId = z.infer<typeof BuildingId>
/** Product key of a thing model: the `{productKey}` of a device topic. */
export const DeviceTypeId = text(64).brand<'DeviceTypeId'>()
export type DeviceTypeId = z.infer<typeof DeviceTypeId>
/** Device name, unique in the district: the `{deviceName}` of a device topic. */
export const DeviceId = text(64).brand<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>
export const PersonId = text(64).brand<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>
export const MaterialId = text(64).brand<'MaterialId'>()
export type MaterialId = z.infer<typeof MaterialId>
export const PlanId = text(64).brand<'PlanId'>()
export type PlanId = z.infer<typeof PlanId>
export const AlarmId = text(80).brand<'AlarmId'>()
export type AlarmId = z.infer<typeof AlarmId>
export const IncidentId = text(80).brand<'IncidentId'>()
export type IncidentId = z.infer<typeof IncidentId>
export const PlanRunId = text(80).brand<'PlanRunId'>()
export type PlanRunId = z.infer<typeof PlanRunId>
export const TaskId = text(80).brand<'TaskId'>()
export type TaskId = z.infer<typeof TaskId>
export const CommandId = text(80).brand<'CommandId'>()
export type CommandId = z.infer<typeof CommandId>
export const MessageId = text(80).brand<'MessageId'>()
export type MessageId = z.infer<typeof MessageId>
export const ShowId = text(80).brand<'ShowId'>()
export type ShowId = z.infer<typeof ShowId>
export const LookId = text(80).brand<'LookId'>()
export type LookId = z.infer<typeof LookId>
export const AccountId = text(64).brand<'AccountId'>()
export type AccountId = z.infer<typeof AccountId>
/** A running core: the origin of entries. */
export const SeatId = text(64).brand<'SeatId'>()
export type SeatId = z.infer<typeof SeatId>
/** Short name of a seat in what people say: `domain/dispatch/seatMark`. */
export const SeatMark = z.string().regex(/^[A-Z]{1,6}$/)
export type SeatMark = z.infer<typeof SeatMark>
/** Made where the click happened; the same key sent twice takes effect once. */
export const IdempotencyKey = text(64).brand<'IdempotencyKey'>()
export type IdempotencyKey = z.infer<typeof IdempotencyKey>
