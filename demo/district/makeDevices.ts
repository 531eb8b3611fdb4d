import type { Device } from '../../domain/contract'
import type { Ground } from './makeGeometry'
import { DeviceYard } from './DeviceYard'
import { fillingRule, indoorRules } from './indoorRules'
import { type Gateways, placeIndoors, scaled } from './placeIndoors'
import { placeOutdoors } from './placeOutdoors'
import { placeLifts, placePanels, placeTransformers } from './placePlant'
import { indoors, pointInside, room } from './spots'
import { assignParties } from './makeParties'
import { tagDevices } from './tagDevices'

/** Numbers in the rules are for a district of this many devices. */
const USUAL = 20_000

/**
 * Fits the district out with exactly `count` devices.
 *
 * @param handsets devices made elsewhere that count too
 * @throws RangeError when the plant that must stand leaves no room for smoke detectors
 */
export function makeDevices(ground: Ground, handsets: readonly Device[], count: number, seed: number): Device[] {
  const yard = new DeviceYard()
  const scale = count / USUAL
  const panels = placePanels(yard, ground)
  placeStory(yard, ground, panels)
  placeLifts(yard, ground)
  placeTransformers(yard, ground)
  placeOutdoors(yard, ground, seed, scale)
  const gateways = gatewaysOf(yard, panels)
  for (const rule of indoorRules) placeIndoors(yard, ground, rule, scaled(rule.count, scale), gateways)
  const left = count - yard.devices.length - handsets.length
  if (left < 0) throw new RangeError(`${count} devices are too few for this plan: ${-left} more must stand`)
  placeIndoors(yard, ground, fillingRule, left, gateways)
  return assignParties(tagDevices([...yard.devices, ...handsets]))
}

/** What the demo's story in T2 names stands in a district of any size. */
function placeStory(yard: DeviceYard, ground: Ground, panels: ReadonlyMap<string, string>): void {
  const t2 = ground.sited.find(({ building }) => building.id === 'T2')
  if (!t2) throw new Error('the story needs tower T2')
  const panel = panels.get('T2')
  for (const number of [6, 7]) {
    const label = `T2-180${number}`
    yard.add(
      'SMOKE_DETECTOR',
      `YG-${label}`,
      [`感烟 ${label}`, `Smoke detector ${label}`],
      room(t2, 18, number, 8),
      panel,
    )
  }
  const east = (share: number) => ({
    ...indoors(t2, 18, pointInside(t2, 80, share)),
    space: { zh: '东走廊', en: 'East corridor' },
  })
  yard.add('MANUAL_CALL_POINT', 'SB-T2-18E', ['手动报警 18F 东梯口', 'Call point 18F east stair'], east(0.45), panel)
  yard.add('CAMERA', 'CAM-T2-18-E2', ['18F 东走廊', '18F east corridor'], east(0.5))
  yard.add(
    'SMOKE_FAN',
    'SF-T2-18',
    ['送风机 SF-T2-18', 'Pressurising fan SF-T2-18'],
    indoors(t2, 18, pointInside(t2, 200, 0.3)),
    panel,
  )
  yard.add('HYDRANT', 'XH-T2-18-03', ['室内消火栓 T2-18-03', 'Indoor hydrant T2-18-03'], east(0.35))
  for (const floor of [17, 18, 19]) {
    yard.add(
      'FIRE_BROADCAST',
      `GB-T2-F${floor}`,
      [`广播 F-${floor}`, `Broadcast F-${floor}`],
      indoors(t2, floor, pointInside(t2, 300, 0.3)),
      panel,
    )
    for (const side of ['E', 'W'])
      yard.add(
        'FIRE_DOOR',
        `FM-T2-${floor}${side}`,
        [`防火门 T2-${floor}${side}`, `Fire door T2-${floor}${side}`],
        indoors(t2, floor, pointInside(t2, side === 'E' ? 90 : 270, 0.3)),
        panel,
      )
  }
}

const gatewayTypes = { switch: 'NETWORK_SWITCH', meterGateway: 'METER_GATEWAY' } as const

function gatewaysOf(yard: DeviceYard, panels: ReadonlyMap<string, string>): Gateways {
  return {
    of({ building }, kind, floor) {
      if (kind === 'panel') return panels.get(building.id)
      const gateways = yard.inBuilding(gatewayTypes[kind], building.id)
      return gateways[Math.abs(floor) % Math.max(1, gateways.length)]
    },
  }
}
