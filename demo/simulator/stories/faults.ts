import type { StoryStep } from './Story'

/** A small trouble of the day: how it shows on a device of a type and for how long. Steps carry no device: one is drawn. */
export interface FaultPlan {
  typeId: string
  /** How often, against the others. */
  weight: number
  /** How long it lasts, s. */
  lastsS: readonly [least: number, most: number]
  begin: Omit<StoryStep, 'atS' | 'device'>
  end: Omit<StoryStep, 'atS' | 'device'>
}

const stateFor = (typeId: string, state: string, weight: number, lastsS: FaultPlan['lastsS']): FaultPlan => ({
  typeId,
  weight,
  lastsS,
  begin: { state },
  end: { release: ['state'] },
})
const valueTo = (
  typeId: string,
  property: string,
  to: number,
  overS: number,
  weight: number,
  lastsS: FaultPlan['lastsS'],
): FaultPlan => ({
  typeId,
  weight,
  lastsS,
  begin: { ramp: { [property]: { to, overS } } },
  end: { release: [property] },
})
const toldBy = (typeId: string, event: string, weight: number, lastsS: FaultPlan['lastsS']): FaultPlan => ({
  typeId,
  weight,
  lastsS,
  begin: { event: { id: event, output: {} } },
  end: { event: { id: `${event}_cleared`, output: {} } },
})

/** Mostly notices and minor alarms; something important about once in an hour and a half. */
export const faultPlans: readonly FaultPlan[] = [
  stateFor('BIN_CAMERA', 'overflow', 8, [240, 600]),
  valueTo('BIN_CAMERA', 'fill_level', 94, 30, 6, [240, 600]),
  stateFor('DOOR', 'door_open', 8, [180, 300]),
  stateFor('CAMERA', 'fault', 5, [120, 420]),
  stateFor('EXTINGUISHER', 'moved', 5, [180, 400]),
  stateFor('FAN', 'fault', 3, [200, 500]),
  stateFor('LIGHTING', 'fault', 6, [200, 600]),
  stateFor('PARKING_TERMINAL', 'fault', 4, [200, 500]),
  stateFor('EV_CHARGER', 'emergency_stop', 3, [90, 240]),
  stateFor('CLEANING_ROBOT', 'fault', 2, [120, 300]),
  stateFor('HYDRANT', 'cover_open', 3, [90, 240]),
  stateFor('PARCEL_LOCKER', 'cell_fault', 3, [200, 500]),
  valueTo('PARKING_GATE', 'queue_length', 23, 40, 4, [120, 300]),
  valueTo('AIR_HANDLER', 'filter_pressure_difference', 330, 120, 3, [300, 700]),
  // A controller that fails lets everybody ride.
  stateFor('LIFT_CONTROL', 'free_mode', 1, [120, 300]),
  toldBy('WATER_METER', 'leak_suspected', 3, [240, 600]),
  toldBy('NETWORK_SWITCH', 'port_down', 4, [120, 300]),
  toldBy('VIDEO_AI', 'off_duty', 4, [60, 200]),
  toldBy('SMOKE_DETECTOR', 'detector_fault', 3, [240, 600]),
  valueTo('TRANSFORMER', 'transformer_temperature', 97, 150, 1, [240, 480]),
  valueTo('SERVER_ROOM', 'temperature', 27.8, 120, 1, [240, 480]),
  toldBy('VIDEO_AI', 'boundary_crossing', 1, [60, 180]),
]
