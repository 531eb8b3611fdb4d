import { type DistrictDocument, PersonId, type Rule, RuleDecision, RuleDraft, type RuleFiring } from '../contract'
import { distanceM } from '../dispatch/distance'
import { testDistrict } from '../district/testDistrict'
import { createRuleCalendar } from './calendar'
import { type ActiveRule, compileRule } from './compileRule'
import { RuleMachine } from './RuleMachine'
import { pointOf } from './ruleDevices'
import type { RuleCatalogue, RuleDevice, RuleWorld } from './RuleWorld'
import { trialRule } from './trialRule'

/** Test support: the small district as rules see it, with values that a test sets. */
interface TestWorld {
  catalogue: RuleCatalogue
  world: RuleWorld
  values: Map<number, number>
  standing: Set<string>
  point(deviceId: string, property: string): number
}

const small = testDistrict()
const smallCalendar = createRuleCalendar(small.geometry.timeZone)

export function createTestWorld(document: DistrictDocument = small): TestWorld {
  const { buildings, plots } = document.geometry
  const devices = new Map<string, RuleDevice>()
  let firstPoint = 0
  for (const { id, typeId, place } of document.devices) {
    const type = document.deviceTypes.find((each) => each.id === typeId)
    if (!type) continue
    devices.set(id, { id, type, place, firstPoint })
    firstPoint += type.properties.length
  }
  const values = new Map<number, number>()
  const standing = new Set<string>()
  const catalogue: RuleCatalogue = {
    types: document.deviceTypes,
    pointCount: firstPoint,
    findDevice: (id) => devices.get(id),
    devicesOf: (systemKey) => [...devices.values()].filter(({ type }) => type.systemKey === systemKey),
    isRetired: () => false,
    hasBuilding: (id) => buildings.some((each) => each.id === id),
    hasPlot: (id) => plots.some((each) => each.id === id),
    planClass: (id) => (document.plans.some((plan) => plan.id === id) ? 2 : undefined),
  }
  const world: RuleWorld = {
    calendar: smallCalendar,
    findDevice: (id) => devices.get(id),
    value: (point) => values.get(point),
    isStanding: (deviceId, ids) => ids.some((id) => standing.has(`${deviceId} ${id}`)),
    around: (place, { systemKeys = [], scope, radiusM = 0, max }, service) =>
      [...devices.values()]
        .filter(({ type }) => systemKeys.includes(type.systemKey))
        .filter(({ type }) => service === undefined || type.services.some(({ id }) => id === service))
        .filter(({ place: there }) =>
          scope === 'near'
            ? distanceM(place.lngLat, there.lngLat) <= radiusM
            : there.buildingId === place.buildingId && (scope === 'sameBuilding' || there.floor === place.floor),
        )
        .slice(0, max),
    footprintOf: (id) => buildings.find((each) => each.id === id)?.footprint,
    plotOf: (id) => buildings.find((each) => each.id === id)?.plotId,
    peopleOf: (posts) => document.people.filter(({ post }) => posts.includes(post)).map(({ id }) => id),
    nearestFree: (_place, _skills, count) => [PersonId.parse('P-1')].slice(0, count),
    planClass: catalogue.planClass,
  }
  return {
    catalogue,
    world,
    values,
    standing,
    point(deviceId, property) {
      const device = devices.get(deviceId)
      const point = device && pointOf(device, property)
      if (point === undefined) throw new Error(`${deviceId} has no ${property}`)
      return point
    },
  }
}

/** A rule that a test changes in one place: a room warmer than 30 tells security. */
export const warmRule = (more: Partial<Record<keyof RuleDraft, unknown>> = {}): RuleDraft =>
  RuleDraft.parse({
    id: 'warm',
    name: { zh: '偏热', en: 'Warm' },
    areas: { plotIds: [], buildingIds: [] },
    triggers: [{ kind: 'sample', devices: { systemKeys: ['environment.room'] }, property: 'temperature' }],
    inputs: [],
    conditions: [{ kind: 'expression', source: 'temperature > 30' }],
    actions: [{ kind: 'message', posts: ['security'], text: { zh: '偏热', en: 'Warm' } }],
    limit: { times: 1_000, withinMs: 1_000, of: 'device' },
    ...more,
  })

export function activeRule(draft: RuleDraft, { catalogue }: TestWorld, more: Partial<Rule> = {}): ActiveRule {
  const { compiled, problems } = compileRule(draft, catalogue)
  if (!compiled) throw new Error(JSON.stringify(problems))
  const trial = trialRule(compiled, undefined, catalogue)
  return { ...trial, rule: { ...trial.rule, ...more } }
}

export function createTestMachine(
  rules: readonly ActiveRule[],
  test: TestWorld,
  fromMs = 0,
  isFired: (id: string) => boolean = () => false,
): RuleMachine {
  const { catalogue, world } = test
  return new RuleMachine({
    rules,
    catalogue,
    world,
    nameOf: (cause) => cause.slice(0, 80),
    isFired,
    fromMs,
  })
}

/** What the journal would hold of what has fired. */
export function firingsOf(output: ReturnType<RuleMachine['drain']>, released: ReadonlySet<string>): RuleFiring[] {
  return output.decisions
    .filter(({ outcome }) => outcome === 'fires')
    .map((decision) => ({
      ...RuleDecision.omit({ outcome: true }).parse(decision),
      name: { zh: '偏热', en: 'Warm' },
      fired: { by: { kind: 'rule', id: decision.ruleId }, atMs: decision.cause.atMs },
      isStanding: !released.has(decision.id),
    }))
}
