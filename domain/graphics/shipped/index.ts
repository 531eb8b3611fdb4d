import type { Graphic } from '../../contract'
import { drawAirHandler } from './airHandler'
import { drawChiller, drawLift, drawPump, drawServerRoom, drawTransformer } from './machines'

export { shippedSymbols } from './symbols'

/** Graphics that come with the product: each serves a type of device. */
export const shippedGraphics: readonly Graphic[] = [
  drawAirHandler(),
  drawChiller(),
  drawPump(),
  drawTransformer(),
  drawLift(),
  drawServerRoom(),
]
