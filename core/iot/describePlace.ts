import type { DistrictGeometry, LocalText, Place } from '../../domain/contract'

/** 18 → 18F, -1 → B1. */
const floorLabel = (floor: number): string => (floor > 0 ? `${floor}F` : `B${-floor}`)

/**
 * Name of a place from large to small: 澄湖中心 T2 · 18F · 1803. Outdoors it is the plot; without one, the district.
 */
export function describePlace(place: Place, geometry: DistrictGeometry): LocalText {
  const building = geometry.buildings.find(({ id }) => id === place.buildingId)
  const plot = geometry.plots.find(({ id }) => id === place.plotId)
  const { name } = building ?? plot ?? geometry
  const floor = building && place.floor !== undefined ? ` · ${floorLabel(place.floor)}` : ''
  const inLanguage = (language: 'zh' | 'en') =>
    `${name[language]}${floor}${place.space ? ` · ${place.space[language]}` : ''}`
  return { zh: inLanguage('zh'), en: inLanguage('en') }
}
