import type { DistrictDocument } from '../contract'
import { checkGraphic, type GraphicCatalogue } from '../graphics/checkGraphic'
import { shippedGraphics, shippedSymbols } from '../graphics/shipped'
import type { Report } from './DistrictProblem'

/** Graphics of a district name its devices, and symbols that come with the product. */
export function checkGraphics({ graphics = [], devices, deviceTypes }: DistrictDocument, report: Report): void {
  if (graphics.length === 0) return
  const types = new Map<string, DistrictDocument['deviceTypes'][number]>(deviceTypes.map((type) => [type.id, type]))
  const typeIds = new Map<string, string>(devices.map(({ id, typeId }) => [id, typeId]))
  const systems = new Set(deviceTypes.map(({ systemKey }) => systemKey))
  const symbols = new Set<string>(shippedSymbols.map(({ id }) => id))
  const ids = new Set<string>([...shippedGraphics, ...graphics].map(({ id }) => id))
  const catalogue: GraphicCatalogue = {
    typeOfDevice: (id) => types.get(typeIds.get(id) ?? ''),
    type: (id) => types.get(id),
    hasSystem: (key) => systems.has(key),
    hasSymbol: (id) => symbols.has(id),
    hasGraphic: (id) => ids.has(id),
  }
  graphics.forEach((graphic, at) => {
    for (const { elementId, path, code, name } of checkGraphic(graphic, catalogue))
      report(`graphics[${at}].${elementId}.${path}`, 'badGraphic', `${graphic.id}: ${code} ${name}`)
  })
}
