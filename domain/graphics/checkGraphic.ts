import type {
  CommandInput,
  DeviceReference,
  DeviceService,
  DeviceType,
  Graphic,
  GraphicAction,
  GraphicElement,
} from '../contract'
import { parameterFault } from '../things/parameterFault'
import { ownDeviceOf, type PlaceInGraphic, sourcesOf } from './partsOf'

/** What a graphic may name. */
export interface GraphicCatalogue {
  /** Type of a device that is there and in service. */
  typeOfDevice(deviceId: string): DeviceType | undefined
  type(typeId: string): DeviceType | undefined
  hasSystem(systemKey: string): boolean
  hasSymbol(symbolId: string): boolean
  hasGraphic(graphicId: string): boolean
}

/**
 * - `noType`, `noSystem`, `noDevice`, `noProperty`, `noService`, `noParameter`, `noSymbol`, `noGraphic` what is named is not there
 * - `badValue` a service does not take that value
 * - `needsType` `$device` in a graphic that serves no type
 * - `emptyRange` from and to are the same, or the wrong way round
 */
export type GraphicProblemCode =
  | 'noType'
  | 'noSystem'
  | 'noDevice'
  | 'noProperty'
  | 'noService'
  | 'noParameter'
  | 'noSymbol'
  | 'noGraphic'
  | 'badValue'
  | 'needsType'
  | 'emptyRange'

/** `elementId` is empty for what the graphic itself names. */
export interface GraphicProblem extends PlaceInGraphic {
  readonly code: GraphicProblemCode
  /** What was named. */
  readonly name: string
}

/** Says what a schema cannot: names that lead nowhere, ranges without extent. Every problem, in the order of drawing. */
export function checkGraphic(graphic: Graphic, catalogue: GraphicCatalogue): GraphicProblem[] {
  const problems: GraphicProblem[] = []
  const own = graphic.forTypeId === undefined ? undefined : catalogue.type(graphic.forTypeId)
  const ofGraphic = (code: GraphicProblemCode, path: string, name: string) =>
    problems.push({ elementId: '', path, code, name })
  if (graphic.forTypeId !== undefined && !own) ofGraphic('noType', 'forTypeId', graphic.forTypeId)
  if (graphic.systemKey !== undefined && !catalogue.hasSystem(graphic.systemKey))
    ofGraphic('noSystem', 'systemKey', graphic.systemKey)

  for (const element of graphic.elements) {
    const tell = (code: GraphicProblemCode, path: string, name: string) =>
      problems.push({ elementId: element.id, path, code, name })
    /** Type of what is named; `undefined` once its absence was told. */
    const typeOf = (reference: DeviceReference, path: string): DeviceType | undefined => {
      if (reference === '$device') {
        if (graphic.forTypeId === undefined) tell('needsType', path, reference)
        return own
      }
      const type = catalogue.typeOfDevice(reference)
      if (!type) tell('noDevice', path, reference)
      return type
    }
    for (const { source, path } of sourcesOf(element)) {
      const type = typeOf(source.deviceId, path)
      if (type && !type.properties.some(({ id }) => id === source.propertyId))
        tell('noProperty', path, source.propertyId)
    }
    const device = ownDeviceOf(element)
    if (device !== undefined) typeOf(device, 'deviceId')
    if (element.kind === 'symbol' && !catalogue.hasSymbol(element.symbolId))
      tell('noSymbol', 'symbolId', element.symbolId)
    for (const path of emptyRangesOf(element)) tell('emptyRange', path, '')
    if (element.action) checkAction(element.action, { graphic, catalogue, typeOf, tell })
  }
  return problems
}

function emptyRangesOf(element: GraphicElement): string[] {
  const empty = element.animations.flatMap((animation, i) =>
    (animation.effect === 'move' || animation.effect === 'turn') && animation.low >= animation.high
      ? [`animations.${i}.high`]
      : [],
  )
  const isScale = element.kind === 'level' || element.kind === 'gauge'
  return isScale && element.low >= element.high ? ['high', ...empty] : empty
}

function checkAction(
  action: GraphicAction,
  by: {
    graphic: Graphic
    catalogue: GraphicCatalogue
    typeOf: (reference: DeviceReference, path: string) => DeviceType | undefined
    tell: (code: GraphicProblemCode, path: string, name: string) => void
  },
): void {
  const { graphic, catalogue, typeOf, tell } = by
  if (action.kind === 'graphic') {
    if (action.graphicId !== graphic.id && !catalogue.hasGraphic(action.graphicId))
      tell('noGraphic', 'action.graphicId', action.graphicId)
    if (action.deviceId !== undefined) typeOf(action.deviceId, 'action.deviceId')
    return
  }
  const type = typeOf(action.deviceId, 'action.deviceId')
  if (!type || action.kind === 'device') return
  const service = type.services.find(({ id }) => id === action.serviceId)
  if (!service) tell('noService', 'action.serviceId', action.serviceId)
  else checkInput(action.input ?? {}, service, tell)
}

function checkInput(
  input: Readonly<CommandInput>,
  service: DeviceService,
  tell: (code: GraphicProblemCode, path: string, name: string) => void,
): void {
  for (const [id, value] of Object.entries(input)) {
    const parameter = service.input.find((each) => each.id === id)
    const path = `action.input.${id}`
    if (!parameter) {
      tell('noParameter', path, id)
      continue
    }
    if (parameterFault(parameter, value)) tell('badValue', path, id)
  }
}
