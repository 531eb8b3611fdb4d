import type { Alarm } from '../../domain/contract'

/** Who handles it now: the lease runs out by itself, so nothing stays with somebody who went home. */
export const ownerOf = (alarm: Pick<Alarm, 'owner'>, nowMs: number): Alarm['owner'] =>
  alarm.owner && alarm.owner.untilMs > nowMs ? alarm.owner : undefined
