import type { Alarm, PersonState } from '../../../../domain/contract/state'
import type { IncidentGrade } from '../../../../domain/contract/plan'
import type { LngLat } from '../../../../domain/contract/primitives'

/** A place in space: position and metres above ground. */
export type Spot = { lngLat: LngLat; heightM: number }

export type InkLabel = Spot & {
  id: string
  kind: 'plot' | 'building' | 'area' | 'gate'
  text: string
  /** Higher is placed first. */
  priority: number
  minZoom: number
}

export type InkAlarm = Spot & Pick<Alarm, 'id' | 'priority' | 'state'>

export type InkPerson = Spot & {
  id: string
  /** Drawing under `symbols/system`. */
  symbol: string
  name: string
  duty: PersonState['duty']
  /** Nearest people that the card has ticked carry a name, the way to go and the accent. */
  note?: string
}

export type InkIncident = Spot & { id: string; grade: IncidentGrade; number: string }

/** Everything that is printed over the map: few things, which must be read. Alarms come highest first. */
export type InkModel = {
  labels: readonly InkLabel[]
  alarms: readonly InkAlarm[]
  people: readonly InkPerson[]
  incidents: readonly InkIncident[]
  selected: {
    alarmId?: string
    personId?: string
    incidentId?: string
    device?: Spot & { name: string }
    buildingId?: string
  }
  /** Corners of the way being measured. */
  measured: readonly LngLat[]
}

export const emptyInk: InkModel = { labels: [], alarms: [], people: [], incidents: [], selected: {}, measured: [] }

/** What lies under the pointer, from the top of the picture down. */
export type Picked =
  | { kind: 'alarm' | 'person' | 'incident' | 'building'; id: string }
  | { kind: 'alarms'; ids: readonly string[]; lngLat: LngLat }
  | { kind: 'device'; index: number }

/** A round spot on screen that answers to the pointer. */
export type InkHit = { x: number; y: number; radius: number; picked: Picked }
