import type { ExpressionSpecification, LayerSpecification, LightSpecification, StyleSpecification } from 'maplibre-gl'
import type { DistrictGeometry } from '../../../../domain/contract/district'
import { districtFeatures, emptyCollection } from './districtFeatures'
import type { Colours } from '../../../theme/theme'
import { mixHex } from './colour'

/** Layers of the style that other parts name. */
export const layerIds = { buildings: 'buildings', band: 'floor-band', selectedGround: 'selected-ground' } as const
/** Sources that change with the selection; all others stand still. */
export const liveSourceIds = { band: 'band', selectedGround: 'selected' } as const

/**
 * The district as a map style: made here from the geometry and the theme, without any network.
 *
 * @param latitude of the district, so that roads keep their true width in metres
 */
export function districtStyle(geometry: DistrictGeometry, theme: Colours): StyleSpecification {
  const still = Object.entries(districtFeatures(geometry)).map(
    ([id, data]) => [id, { type: 'geojson', data, tolerance: 0.1 }] as const,
  )
  const live = Object.values(liveSourceIds).map((id) => [id, { type: 'geojson', data: emptyCollection }] as const)
  return {
    version: 8,
    sources: Object.fromEntries([...still, ...live]),
    layers: districtLayers(geometry.centre[1], theme),
    light: districtLight(theme),
    transition: { duration: 0, delay: 0 },
  }
}

/** One light from the south-west, fixed to the ground: faces keep their shade while the map turns, as houses do. */
function districtLight(theme: Colours): LightSpecification {
  return { anchor: 'map', color: '#ffffff', intensity: theme.scheme === 'dark' ? 0.42 : 0.3, position: [1.2, 235, 42] }
}

/** All layers from the ground up. Colours come from tokens only, so a change of theme is a change of paint. */
function districtLayers(latitude: number, theme: Colours): LayerSpecification[] {
  const { map, alarm } = theme
  const paved = mixHex(map.plot, map.roadMinor, 0.55)
  const width = (metres: number) => metresWide(metres, latitude)
  const areaLayer = (kind: string, color: string, outline: string): LayerSpecification => ({
    id: `area-${kind}`,
    type: 'fill',
    source: 'areas',
    filter: ['==', ['get', 'kind'], kind],
    paint: { 'fill-color': color, 'fill-outline-color': outline },
  })
  const roadLayer = (id: string, kind: string, color: string, metres: number): LayerSpecification => ({
    id,
    type: 'line',
    source: 'roads',
    filter: ['==', ['get', 'kind'], kind],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': width(metres) },
  })
  return [
    { id: 'land', type: 'background', paint: { 'background-color': map.land } },
    areaLayer('land', map.land, map.land),
    {
      id: 'plots',
      type: 'fill',
      source: 'plots',
      paint: { 'fill-color': map.plot, 'fill-outline-color': mixHex(map.plot, map.outline, 0.3) },
    },
    areaLayer('green', map.green, mixHex(map.green, map.outline, 0.2)),
    areaLayer('water', map.water, mixHex(map.water, map.outline, 0.25)),
    areaLayer('plaza', paved, mixHex(paved, map.outline, 0.3)),
    areaLayer('parking', mixHex(map.plot, map.roadMinor, 0.35), mixHex(map.plot, map.outline, 0.55)),
    roadLayer('road-path', 'path', mixHex(map.plot, map.roadMinor, 0.8), 3.5),
    roadLayer('road-minor-casing', 'minor', map.land, 15),
    roadLayer('road-major-casing', 'major', map.land, 31),
    roadLayer('road-minor', 'minor', map.roadMinor, 11),
    roadLayer('road-major', 'major', map.roadMajor, 25),
    {
      id: 'road-major-middle',
      type: 'line',
      source: 'roads',
      filter: ['==', ['get', 'kind'], 'major'],
      minzoom: 15,
      paint: { 'line-color': mixHex(map.roadMajor, map.outline, 0.45), 'line-width': 1, 'line-dasharray': [8, 8] },
    },
    {
      id: layerIds.selectedGround,
      type: 'line',
      source: liveSourceIds.selectedGround,
      paint: { 'line-color': map.selected, 'line-width': 2.5 },
    },
    {
      id: layerIds.buildings,
      type: 'fill-extrusion',
      source: 'buildings',
      paint: {
        'fill-extrusion-color': businessColor(theme),
        'fill-extrusion-height': ['get', 'heightM'],
        'fill-extrusion-vertical-gradient': false,
      },
    },
    {
      id: layerIds.band,
      type: 'fill-extrusion',
      source: liveSourceIds.band,
      paint: {
        'fill-extrusion-color': alarm.urgent.fill,
        'fill-extrusion-base': ['get', 'baseM'],
        'fill-extrusion-height': ['get', 'heightM'],
        'fill-extrusion-vertical-gradient': false,
      },
    },
  ]
}

const businessColor = ({ map }: Colours): ExpressionSpecification => [
  'match',
  ['get', 'type'],
  'residential',
  map.residential,
  'apartment',
  map.apartment,
  'retail',
  map.retail,
  'office',
  map.office,
  'hotel',
  map.hotel,
  map.public,
]

/** Line width that stands for `metres` on the ground at every zoom, never thinner than a hair. */
function metresWide(metres: number, latitude: number): ExpressionSpecification {
  const metresPerPixelAtZero = 78_271.517 * Math.cos((latitude * Math.PI) / 180)
  const at = (zoom: number) => Math.max(0.6, (metres / metresPerPixelAtZero) * 2 ** zoom)
  return ['interpolate', ['exponential', 2], ['zoom'], 12, at(12), 22, at(22)]
}
