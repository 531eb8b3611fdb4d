import type { EmergencyScope } from '../contract/state'

/** What a seat alone drives when nothing else is configured: fire, security, lifts, and the handsets of people. */
export const defaultScope: EmergencyScope = {
  systems: ['fire', 'security', 'access.elevator_control', 'building_equipment.elevator_monitoring', 'staff'],
  plots: [],
}

/** A device, as far as the scope asks for it. */
export interface Scoped {
  /** Key of its system: `fire.hydrant_monitoring`. */
  readonly system: string
  /** Absent for what belongs to no plot: handsets, and what serves the whole district. */
  readonly plotId?: string | undefined
}

/**
 * Whether the scope covers a device. A system's key covers its family (`fire` covers `fire.hydrant_monitoring`, not `firewall`); an empty list
 * means all. What belongs to no plot is covered whichever plots are named: a person has no plot, and must be reached.
 */
export function isInScope({ systems, plots }: EmergencyScope, { system, plotId }: Scoped): boolean {
  const hasSystem = systems.length === 0 || systems.some((key) => system === key || system.startsWith(`${key}.`))
  return hasSystem && (plots.length === 0 || plotId === undefined || plots.some((plot) => plot === plotId))
}
