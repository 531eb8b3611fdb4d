import type { Alarm, AlarmDefinition } from '../../contract'

/** What an alarm is of, as far as causes go. */
export type AlarmAbout = Pick<Alarm, 'deviceId' | 'definitionId'>

/**
 * The district as far as one failure reaches others. Network runs along gateways; power, water and air reach what stands in the building of what supplies it: a
 * distribution board, a pump, an air handler.
 */
export interface TwinGraph {
  /** Device through which another is reached. */
  gatewayOf(deviceId: string): string | undefined
  buildingOf(deviceId: string): string | undefined
  definitionOf(alarm: AlarmAbout): AlarmDefinition | undefined
}
