import type { DistrictGeometry, LocalText } from '../../../domain/contract'
import type { InkLabel } from './ink/inkModel'
import { ringCentre, roofHeightM } from './scene/districtFeatures'

/** Names on the map: plots from afar, houses when they are large enough to carry one, gates and places when near. */
export function mapLabels(geometry: DistrictGeometry, text: (name: LocalText) => string): InkLabel[] {
  const largestM2 = Math.max(1, ...geometry.buildings.map(({ floorAreaM2 }) => floorAreaM2))
  return [
    ...geometry.plots.map((plot): InkLabel => ({
      id: plot.id,
      kind: 'plot',
      text: text(plot.name),
      priority: 20,
      minZoom: 0,
      lngLat: ringCentre(plot.outline),
      heightM: 0,
    })),
    ...geometry.buildings.map((building): InkLabel => ({
      id: building.id,
      kind: 'building',
      text: text(building.name),
      priority: 5 + (4 * building.floorAreaM2) / largestM2,
      minZoom: 16.3,
      lngLat: ringCentre(building.footprint),
      heightM: roofHeightM(building),
    })),
    ...geometry.gates.map((gate): InkLabel => ({
      id: gate.id,
      kind: 'gate',
      text: text(gate.name),
      priority: 12,
      minZoom: 14.6,
      lngLat: gate.lngLat,
      heightM: 0,
    })),
    ...geometry.areas.flatMap((area): InkLabel[] =>
      area.name && area.kind !== 'land'
        ? [
            {
              id: area.id,
              kind: 'area',
              text: text(area.name),
              priority: 3,
              minZoom: 15.6,
              lngLat: ringCentre(area.outline),
              heightM: 0,
            },
          ]
        : [],
    ),
  ]
}
