import type { Device, Graphic } from '../../../domain/contract'
import { createDeviceShelf } from './deviceShelf'
import { drawAir } from './drawAir'
import { drawCooling } from './drawCooling'
import { drawFire } from './drawFire'
import { drawLifts } from './drawLifts'
import { drawOverview } from './drawOverview'
import { drawPower } from './drawPower'
import { drawRefuse } from './drawRefuse'
import { drawWater } from './drawWater'

/** Graphics of tower T2, where the demo's stories are, and of a refuse room. A district too small for one of them goes without it. */
export function makeGraphics(devices: readonly Device[]): Graphic[] {
  const tower = createDeviceShelf(devices, 'T2')
  const own = [drawPower, drawCooling, drawAir, drawWater, drawLifts, drawFire].flatMap((draw) => draw(tower) ?? [])
  const refuse = drawRefuse(createDeviceShelf(devices, 'P1A'))
  const overview = drawOverview(tower, new Set(own.map(({ id }) => String(id))))
  // What leads to the overview is drawn only where there is one.
  const linked = overview ? own : own.filter(({ id }) => id !== 't2-cooling')
  return [overview, ...linked, refuse].filter((graphic) => graphic !== undefined)
}
