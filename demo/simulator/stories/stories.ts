import type { Story } from './Story'

/** Incidents by the names that `--script` and the control topic take. */
export const stories: readonly Story[] = [
  {
    name: 'smoke-in-tower',
    at: 'YG-T2-1806',
    steps: [
      {
        atS: 0,
        device: 'YG-T2-1806',
        ramp: { smoke_density: { to: 5.8, overS: 30 }, temperature: { to: 41, overS: 120 } },
      },
      // Past the limit of 3.5 %/m after 18 s; somebody smells it and presses the button 8 s later.
      { atS: 18, device: 'YG-T2-1806', state: 'alarm' },
      { atS: 20, device: 'YG-T2-1807', ramp: { smoke_density: { to: 1.6, overS: 90 } } },
      { atS: 26, device: 'SB-T2-18E', state: 'pressed' },
      {
        atS: 29,
        device: 'SF-T2-18',
        state: 'running',
        ramp: { pressure_difference: { to: 31.2, overS: 6 } },
        event: { id: 'linkage_started', output: { cause: 'YG-T2-1806' } },
      },
    ],
    settle: [
      {
        atS: 0,
        device: 'YG-T2-1806',
        ramp: { smoke_density: { to: 0.2, overS: 20 }, temperature: { to: 26, overS: 60 } },
      },
      { atS: 0, device: 'YG-T2-1807', release: ['smoke_density'] },
      { atS: 15, device: 'SB-T2-18E', release: ['state'] },
      { atS: 25, device: 'YG-T2-1806', release: ['state'] },
      { atS: 70, device: 'YG-T2-1806', release: ['smoke_density', 'temperature'] },
      { atS: 90, device: 'SF-T2-18', release: ['state', 'pressure_difference'] },
    ],
  },
  {
    name: 'hydrant-hit',
    at: 'XHS-3-12',
    steps: [
      {
        atS: 0,
        device: 'XHS-3-12',
        state: 'tilted',
        ramp: { tilt: { to: 38, overS: 1 }, flow: { to: 18.4, overS: 4 }, water_pressure: { to: 0.06, overS: 6 } },
      },
      { atS: 4, device: 'XHS-3-11', ramp: { water_pressure: { to: 0.23, overS: 8 } } },
      { atS: 4, device: 'XHS-3-13', ramp: { water_pressure: { to: 0.25, overS: 8 } } },
    ],
    settle: [
      { atS: 0, device: 'XHS-3-12', ramp: { flow: { to: 0, overS: 8 } } },
      { atS: 10, device: 'XHS-3-12', ramp: { water_pressure: { to: 0.38, overS: 12 }, tilt: { to: 0.5, overS: 5 } } },
      { atS: 14, device: 'XHS-3-11', release: ['water_pressure'] },
      { atS: 14, device: 'XHS-3-13', release: ['water_pressure'] },
      { atS: 26, device: 'XHS-3-12', release: ['state', 'tilt', 'flow', 'water_pressure'] },
    ],
  },
  {
    name: 'crowd-at-east-gate',
    at: 'AI-E',
    steps: [
      { atS: 0, device: 'AI-E', ramp: { people_count: { to: 1150, overS: 40 } } },
      { atS: 5, device: 'KL-E', ramp: { people_in_area: { to: 2320, overS: 60 }, entering: { to: 210, overS: 30 } } },
    ],
    settle: [
      { atS: 0, device: 'AI-E', ramp: { people_count: { to: 240, overS: 60 } } },
      { atS: 0, device: 'KL-E', ramp: { people_in_area: { to: 900, overS: 90 }, entering: { to: 40, overS: 30 } } },
      { atS: 150, device: 'AI-E', release: ['people_count'] },
      { atS: 150, device: 'KL-E', release: ['people_in_area', 'entering'] },
    ],
  },
  {
    name: 'ebike-in-lift',
    at: 'AI-DT-Q07-4',
    steps: [
      {
        atS: 0,
        device: 'AI-DT-Q07-4',
        event: { id: 'ebike_in_lift', output: { lift: 'DT-Q07-4', confidence: 0.97 } },
        set: { people_count: 1 },
      },
      { atS: 1, device: 'DT-Q07-4', set: { current_floor: 1, direction: 0, door: 1 } },
    ],
    settle: [
      {
        atS: 0,
        device: 'AI-DT-Q07-4',
        event: { id: 'ebike_in_lift_cleared', output: { lift: 'DT-Q07-4' } },
        release: ['people_count'],
      },
      { atS: 3, device: 'DT-Q07-4', release: ['current_floor', 'direction', 'door'] },
    ],
  },
]

/** When which story begins, seconds after the start. */
export interface Cue {
  atS: number
  play: string
}

/** What a newcomer sees: a fire in the tower, soon after the console has come up. */
export const defaultCues: readonly Cue[] = [{ atS: 40, play: 'smoke-in-tower' }]
