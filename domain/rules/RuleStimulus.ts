import type { Alarm, DeviceId, Incident, Place, Task } from '../contract'

/** Rules whose deeds led to it, the first one first. */
interface Chained {
  readonly chain?: readonly string[] | undefined
}

/**
 * Something that may set rules off, besides samples. `atMs` is when it happened at its source, UTC ms: of devices their own clock, so that what was recorded is
 * judged as it was when it happened.
 */
export type RuleStimulus = Chained & { readonly atMs: number } & (
    | { readonly kind: 'reach'; readonly deviceId: DeviceId; readonly state: 'online' | 'abnormal' | 'offline' }
    | {
        readonly kind: 'event'
        readonly deviceId: DeviceId
        readonly event: string
        /** What it bears, where that is still known. */
        readonly output?: Readonly<Record<string, unknown>> | undefined
      }
    | {
        readonly kind: 'alarm'
        readonly phase: 'raised' | 'returned' | 'acknowledged' | 'escalated'
        readonly alarm: Pick<Alarm, 'id' | 'deviceId' | 'definitionId' | 'priority' | 'value'>
        /** Tells times of the same phase apart: level of an escalation. */
        readonly nth?: number | undefined
      }
    | { readonly kind: 'service'; readonly commandId: string; readonly deviceId: DeviceId; readonly service: string }
    | { readonly kind: 'incident'; readonly phase: 'opened' | 'graded' | 'closed'; readonly incident: Incident }
    | { readonly kind: 'task'; readonly task: Task }
    | {
        readonly kind: 'position'
        /** Person, or device that says where it is. */
        readonly who:
          | { readonly kind: 'person'; readonly id: string; readonly post: string }
          | { readonly kind: 'device'; readonly id: DeviceId }
        readonly place: Place
      }
    | {
        readonly kind: 'manual'
        readonly ruleId: string
        readonly key: string
        readonly deviceId?: DeviceId | undefined
      }
  )
