import { type IncidentType, type LocalText, type Material, MaterialId, type Place } from '../../domain/contract'
import type { Ground } from './makeGeometry'
import { indoors, pointInside } from './spots'

interface StockPlan {
  name: readonly [zh: string, en: string]
  unit: readonly [zh: string, en: string]
  symbol: string
  for: IncidentType[]
  count: number
}

const text = (pair: readonly [zh: string, en: string]): LocalText => ({ zh: pair[0], en: pair[1] })

/** What lies ready in every store. */
const inEveryStore: readonly StockPlan[] = [
  {
    name: ['干粉灭火器', 'Dry-powder extinguishers'],
    unit: ['具', 'units'],
    symbol: 'extinguisher',
    for: ['fire', 'traffic'],
    count: 20,
  },
  { name: ['消防面具', 'Smoke hoods'], unit: ['个', 'hoods'], symbol: 'guard', for: ['fire'], count: 12 },
  { name: ['消防水带', 'Fire hoses'], unit: ['盘', 'hoses'], symbol: 'fire-hydrant', for: ['fire'], count: 8 },
  {
    name: ['急救箱', 'First-aid kits'],
    unit: ['只', 'kits'],
    symbol: 'aed',
    for: ['personalSafety', 'traffic', 'fire', 'crowd', 'earthquake'],
    count: 4,
  },
  {
    name: ['折叠担架', 'Stretchers'],
    unit: ['副', 'stretchers'],
    symbol: 'aed',
    for: ['personalSafety', 'traffic', 'crowd', 'earthquake'],
    count: 2,
  },
  {
    name: ['隔离护栏', 'Crowd barriers'],
    unit: ['片', 'barriers'],
    symbol: 'gate',
    for: ['crowd', 'traffic', 'security'],
    count: 30,
  },
  {
    name: ['反光锥', 'Traffic cones'],
    unit: ['个', 'cones'],
    symbol: 'parking',
    for: ['traffic', 'crowd', 'waterLeak'],
    count: 40,
  },
  {
    name: ['扩音器', 'Loudhailers'],
    unit: ['个', 'loudhailers'],
    symbol: 'broadcast',
    for: ['crowd', 'earthquake', 'weather', 'fire'],
    count: 6,
  },
  { name: ['沙袋', 'Sandbags'], unit: ['只', 'bags'], symbol: 'valve', for: ['weather', 'waterLeak'], count: 200 },
  {
    name: ['移动抽水泵', 'Portable pumps'],
    unit: ['台', 'pumps'],
    symbol: 'pump',
    for: ['weather', 'waterLeak'],
    count: 3,
  },
  {
    name: ['应急照明灯', 'Emergency lamps'],
    unit: ['盏', 'lamps'],
    symbol: 'light',
    for: ['fire', 'earthquake', 'weather', 'liftEntrapment'],
    count: 10,
  },
  {
    name: ['破拆工具', 'Rescue tools'],
    unit: ['套', 'sets'],
    symbol: 'engineer',
    for: ['liftEntrapment', 'traffic', 'earthquake', 'fire'],
    count: 2,
  },
]

/** What there is once or twice in the district, in the store of the community centre. */
const inTheMainStore: readonly StockPlan[] = [
  {
    name: ['应急发电车', 'Mobile generator'],
    unit: ['辆', 'vehicles'],
    symbol: 'generator',
    for: ['equipment', 'earthquake', 'weather'],
    count: 1,
  },
  {
    name: ['排水车', 'Pumping vehicle'],
    unit: ['辆', 'vehicles'],
    symbol: 'pump',
    for: ['weather', 'waterLeak'],
    count: 1,
  },
  {
    name: ['电梯救援工具', 'Lift rescue tools'],
    unit: ['套', 'sets'],
    symbol: 'lift',
    for: ['liftEntrapment'],
    count: 4,
  },
  { name: ['应急帐篷', 'Tents'], unit: ['顶', 'tents'], symbol: 'guard', for: ['earthquake', 'weather'], count: 60 },
  {
    name: ['饮用水', 'Drinking water'],
    unit: ['箱', 'boxes'],
    symbol: 'water-tank',
    for: ['earthquake', 'weather', 'waterLeak'],
    count: 400,
  },
  {
    name: ['毛毯', 'Blankets'],
    unit: ['条', 'blankets'],
    symbol: 'guard',
    for: ['earthquake', 'weather', 'fire'],
    count: 300,
  },
  {
    name: ['燃气检测仪', 'Gas detectors'],
    unit: ['台', 'detectors'],
    symbol: 'air-sensor',
    for: ['fire', 'environment'],
    count: 6,
  },
]

/** Buildings whose ground floor holds a micro fire station with its store, one a plot. */
const stores = ['T4', 'J3', 'W20', 'V14', 'Q09', 'K06', 'M1', 'G1']
const mainStore = 'G1'

/** Materials with their place: AEDs in the lobbies, stores of the micro fire stations, the fire-water pool of each store's building. */
export function makeMaterials(ground: Ground): Material[] {
  const materials: Material[] = []
  const add = (stock: StockPlan, place: Place) =>
    materials.push({
      id: MaterialId.parse(`M${String(materials.length + 1).padStart(3, '0')}`),
      name: text(stock.name),
      symbol: stock.symbol,
      incidentTypes: stock.for,
      count: stock.count,
      unit: text(stock.unit),
      place,
    })
  for (const code of stores) {
    const sited = ground.sited.find(({ building }) => building.id === code)
    if (!sited) throw new Error(`there is no building ${code} for a store`)
    const space = { zh: '微型消防站库房', en: 'Micro fire station store' }
    const place = { ...indoors(sited, 1, pointInside(sited, 20, 0.5)), space }
    for (const stock of inEveryStore) add(stock, place)
    if (code === mainStore) for (const stock of inTheMainStore) add(stock, place)
    add(
      { name: ['消防水池', 'Fire-water pool'], unit: ['m³', 'm³'], symbol: 'water-tank', for: ['fire'], count: 412 },
      indoors(sited, -1, sited.middle),
    )
  }
  const largest = ground.sited.slice().sort((a, b) => b.building.floorAreaM2 - a.building.floorAreaM2)
  for (const sited of largest.slice(0, 64))
    add(
      {
        name: ['AED', 'AED'],
        unit: ['台', 'units'],
        symbol: 'aed',
        for: ['personalSafety', 'traffic', 'crowd'],
        count: 1,
      },
      { ...indoors(sited, 1, pointInside(sited, 180, 0.7)), space: { zh: '大堂', en: 'Lobby' } },
    )
  return materials
}
