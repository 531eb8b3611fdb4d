import type { DeviceYard } from './DeviceYard'
import { floorsOf, shareOut } from './floorSlots'
import type { Ground, SitedBuilding } from './makeGeometry'
import { indoors, pointInside, room } from './spots'

const bySize = (a: SitedBuilding, b: SitedBuilding): number => b.building.floorAreaM2 - a.building.floorAreaM2

/** Fire panels in the 34 control rooms: the large buildings and one for each stretch of homes. */
export function placePanels(yard: DeviceYard, ground: Ground): Map<string, string> {
  const panels = ground.sited.slice().sort(bySize).slice(0, 34)
  for (const sited of panels)
    yard.add('FIRE_PANEL', panelId(sited), [`消防主机 ${sited.building.id}`, `Fire panel ${sited.building.id}`], {
      ...indoors(sited, 1, pointInside(sited, 0, 0.4)),
      space: { zh: '消防控制室', en: 'Fire control room' },
    })
  // Buildings without one report to the nearest.
  return new Map(
    ground.sited.map((sited) => {
      const nearest = panels
        .slice()
        .sort((a, b) => apart(a, sited) - apart(b, sited))
        .at(0)
      return [sited.building.id, panelId(nearest ?? sited)]
    }),
  )
}

const panelId = (sited: SitedBuilding): string => `XK-${sited.building.id}`
const apart = (a: SitedBuilding, b: SitedBuilding): number =>
  Math.hypot(a.middle[0] - b.middle[0], a.middle[1] - b.middle[1])

/** Lifts that the demo's stories name. */
const liftsOf: Readonly<Record<string, number>> = { T2: 6, Q07: 4 }
const LIFTS = 186

/** Lifts with what hangs on each: access control, intercom; in homes the analysis of the car camera. */
export function placeLifts(yard: DeviceYard, ground: Ground): void {
  const fixed = Object.values(liftsOf).reduce((sum, lifts) => sum + lifts, 0)
  const others = ground.sited.filter(({ building }) => liftsOf[building.id] === undefined)
  // One in every building, the rest by size.
  const extra = shareOut(
    others.map(({ building }) => building.floorAreaM2),
    LIFTS - fixed - others.length,
  )
  const count = new Map(others.map(({ building }, i) => [building.id, 1 + (extra[i] ?? 0)]))
  for (const sited of ground.sited) {
    const { id, name } = sited.building
    const lifts = liftsOf[id] ?? count.get(id) ?? 1
    for (let n = 1; n <= lifts; n++) {
      const place = indoors(sited, 1, pointInside(sited, 45 + (n * 360) / lifts, 0.22))
      const lift = `DT-${id}-${n}`
      yard.add('LIFT', lift, [`${name.zh} ${n} 号梯`, `${name.en} lift ${n}`], place)
      yard.add('LIFT_CONTROL', `TK-${id}-${n}`, [`梯控 ${id}-${n}`, `Lift control ${id}-${n}`], place, lift)
      yard.add('LIFT_INTERCOM', `WF-${id}-${n}`, [`五方通话 ${id}-${n}`, `Lift intercom ${id}-${n}`], place, lift)
      if (id.startsWith('Q'))
        yard.add(
          'VIDEO_AI',
          `AI-DT-${id}-${n}`,
          [`${name.zh} ${n} 号梯 视频 AI`, `${name.en} lift ${n} video AI`],
          place,
          lift,
        )
    }
  }
}

const TRANSFORMERS = 34

/** Transformers numbered through from the malls on, in the basements of the largest buildings of each kind. */
export function placeTransformers(yard: DeviceYard, ground: Ground): void {
  const malls = ground.sited.filter(({ building }) => building.businessType === 'retail')
  const others = ground.sited.filter(({ building }) => building.businessType !== 'retail').sort(bySize)
  ;[...malls, ...others].slice(0, TRANSFORMERS).forEach((sited, i) => {
    const floor = floorsOf(sited, 'basement').at(-1) ?? 1
    const place = room(sited, floor, 1, 4)
    yard.add('TRANSFORMER', `TM-${i + 1}`, [`变压器 TM-${i + 1}`, `Transformer TM-${i + 1}`], {
      ...place,
      space: { zh: '10 kV 配电室', en: '10 kV switch room' },
    })
  })
}
