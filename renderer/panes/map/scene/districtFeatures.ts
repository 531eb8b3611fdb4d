import type { Building, DistrictGeometry } from '../../../../domain/contract/district'
import type { LngLat, Ring } from '../../../../domain/contract/primitives'

type Feature = GeoJSON.Feature<GeoJSON.Polygon | GeoJSON.LineString | GeoJSON.Point>
type Collection = GeoJSON.FeatureCollection<GeoJSON.Polygon | GeoJSON.LineString | GeoJSON.Point>

/** Height of the roof above ground, m. */
export const roofHeightM = (building: Building): number => building.floorsAbove * building.floorHeightM

/**
 * Where a floor lies in its building.
 *
 * @param floor storey number, never 0; basements lie below ground
 * @returns metres above ground of its slab and of the slab above it
 */
export function floorSpanM(building: Building, floor: number): { bottomM: number; topM: number } {
  const storey = floor > 0 ? floor - 1 : floor
  return { bottomM: storey * building.floorHeightM, topM: (storey + 1) * building.floorHeightM }
}

/** Ground and building features as GeoJSON sources of the map style, keyed by source id. */
export function districtFeatures(
  geometry: DistrictGeometry,
): Record<'areas' | 'plots' | 'roads' | 'gates' | 'buildings', Collection> {
  return {
    areas: collection(geometry.areas.map((area) => polygon(area.outline, { id: area.id, kind: area.kind }))),
    plots: collection(geometry.plots.map((plot) => polygon(plot.outline, { id: plot.id }))),
    roads: collection(geometry.roads.map((road) => line(road.line, { id: road.id, kind: road.kind }))),
    gates: collection(geometry.gates.map((gate) => point(gate.lngLat, { id: gate.id }))),
    buildings: collection(
      geometry.buildings.map((building) =>
        polygon(building.footprint, { id: building.id, type: building.businessType, heightM: roofHeightM(building) }),
      ),
    ),
  }
}

/** The band of one floor around its building, a little outside of the walls so that the two surfaces never fight for the same depth. */
export function floorBandFeature(building: Building, floor: number): Collection {
  const { bottomM, topM } = floorSpanM(building, floor)
  const properties = { baseM: Math.max(0, bottomM), heightM: Math.max(1, topM) }
  return collection([polygon(growRing(building.footprint, 0.35), properties)])
}

export const emptyCollection: Collection = { type: 'FeatureCollection', features: [] }

/** Middle of a ring's area (not of its corners, which an L-shaped house would pull aside). */
export function ringCentre(ring: Ring): LngLat {
  const [originLng, originLat] = ring[0] ?? [0, 0]
  let area = 0
  let lng = 0
  let lat = 0
  for (let i = 1; i < ring.length; i += 1) {
    const [lngA, latA] = ring[i - 1] ?? [0, 0]
    const [lngB, latB] = ring[i] ?? [0, 0]
    const cross = (lngA - originLng) * (latB - originLat) - (lngB - originLng) * (latA - originLat)
    area += cross
    lng += (lngA + lngB - 2 * originLng) * cross
    lat += (latA + latB - 2 * originLat) * cross
  }
  return area === 0 ? [originLng, originLat] : [originLng + lng / (3 * area), originLat + lat / (3 * area)]
}

/** Metres that one degree of longitude and of latitude span at a latitude; exact enough over a district. */
export function metresPerDegree(latitude: number): { lng: number; lat: number } {
  return { lng: 111_320 * Math.cos((latitude * Math.PI) / 180), lat: 110_574 }
}

/** The ring pushed away from its centre by about `byM` metres; good for the compact shapes of houses. */
export function growRing(ring: Ring, byM: number): Ring {
  const [centreLng, centreLat] = ringCentre(ring)
  const perDegree = metresPerDegree(centreLat)
  return ring.map(([lng, lat]) => {
    const eastM = (lng - centreLng) * perDegree.lng
    const northM = (lat - centreLat) * perDegree.lat
    const factor = 1 + byM / Math.max(1, Math.hypot(eastM, northM))
    return [centreLng + (lng - centreLng) * factor, centreLat + (lat - centreLat) * factor]
  })
}

const collection = (features: Feature[]): Collection => ({ type: 'FeatureCollection', features })
const polygon = (ring: Ring, properties: GeoJSON.GeoJsonProperties): Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [ring] },
})
const line = (coordinates: LngLat[], properties: GeoJSON.GeoJsonProperties): Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'LineString', coordinates },
})
const point = (coordinates: LngLat, properties: GeoJSON.GeoJsonProperties): Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates },
})
