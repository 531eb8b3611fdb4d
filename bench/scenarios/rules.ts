import { createHash } from 'node:crypto'
import { RuleDraft } from '../../domain/contract'
import { createRuleCalendar } from '../../domain/rules/calendar'
import { type ActiveRule, compileRule } from '../../domain/rules/compileRule'
import { RuleMachine } from '../../domain/rules/RuleMachine'
import type { RuleCatalogue, RuleDevice, RuleWorld } from '../../domain/rules/RuleWorld'
import { trialRule } from '../../domain/rules/trialRule'
import { LiveState } from '../../core/live/LiveState'
import { createTicker } from '../../core/live/Ticker'
import { makeBenchDistrict } from '../benchDistrict'
import { figure } from '../figure'
import type { Figure } from '../results'

const samples = 2_000_000
const rounds = 5
const ruleCount = 10_000

/**
 * What a sample costs with no rule and with 10,000 registered, side by side: live state and rules, as the ingest calls them. Of 10,000 rules each looks at one device; told are points that no rule looks
 * at, and points that one rule each looks at.
 */
export async function measureRules(): Promise<Figure[]> {
  const district = makeBenchDistrict()
  const devices = new Map<string, RuleDevice>()
  let points = 0
  for (const { id, typeId, place } of district.devices) {
    const type = district.deviceTypes.find((each) => each.id === typeId)
    if (!type) continue
    devices.set(id, { id, type, place, firstPoint: points })
    points += type.properties.length
  }
  const catalogue: RuleCatalogue = {
    types: district.deviceTypes,
    pointCount: points,
    findDevice: (id) => devices.get(id),
    devicesOf: (key) => [...devices.values()].filter(({ type }) => type.systemKey === key),
    isRetired: () => false,
    hasBuilding: () => true,
    hasPlot: () => true,
    planClass: () => undefined,
  }
  const live = new LiveState(createTicker(), points)
  const world: RuleWorld = {
    calendar: createRuleCalendar(district.geometry.timeZone),
    findDevice: catalogue.findDevice,
    value: (point) => live.value(point),
    isStanding: () => false,
    around: () => [],
    footprintOf: () => undefined,
    plotOf: () => undefined,
    peopleOf: () => [],
    nearestFree: () => [],
    planClass: () => undefined,
  }
  const watched = [...devices.values()].filter(({ type }) =>
    type.properties.some(({ type: kind }) => kind === 'number'),
  )
  const rules: ActiveRule[] = []
  const rulePoints: number[] = []
  const begun = process.cpuUsage()
  for (let nth = 0; nth < ruleCount; nth++) {
    const device = watched[nth % watched.length]
    const at = device?.type.properties.findIndex(({ type }) => type === 'number') ?? -1
    const property = device?.type.properties[at]
    if (!device || !property) continue
    rulePoints.push(device.firstPoint + at)
    const draft = RuleDraft.parse({
      id: `rule-${nth}`,
      name: { zh: '规则', en: 'Rule' },
      areas: { plotIds: [], buildingIds: [] },
      triggers: [{ kind: 'sample', devices: { deviceIds: [device.id] }, property: property.id }],
      inputs: [],
      conditions: [{ kind: 'expression', source: `${property.id} > 1000000 && hour < 25` }],
      actions: [{ kind: 'message', posts: ['security'], text: { zh: '规则', en: 'Rule' } }],
      limit: { times: 1, withinMs: 60_000, of: 'device' },
    })
    const { compiled } = compileRule(draft, catalogue)
    if (compiled) rules.push(trialRule(compiled, undefined, catalogue))
  }
  const machineOf = (of: readonly ActiveRule[]) =>
    new RuleMachine({
      rules: of,
      catalogue,
      world,
      nameOf: (cause) => createHash('sha256').update(cause).digest('hex').slice(0, 30),
      isFired: () => false,
      fromMs: 0,
    })
  const none = machineOf([])
  const all = machineOf(rules)
  const { user, system } = process.cpuUsage(begun)
  const quiet: number[] = []
  for (let point = 0; point < points; point++) if (!all.watchesPoint(point)) quiet.push(point)

  let atMs = Date.UTC(2026, 0, 1)
  const run = (machine: RuleMachine, told: readonly number[], count: number): number => {
    const from = performance.now()
    for (let nth = 0; nth < count; nth++) {
      const point = told[nth % told.length] ?? 0
      live.set(point, nth & 127, (atMs += 1), 0)
      if (machine.watchesPoint(point)) machine.sample(point, nth & 127, atMs)
    }
    return ((performance.now() - from) / count) * 1e6
  }
  const best = (machine: RuleMachine, told: readonly number[], count = samples) => {
    let least = Infinity
    for (let round = 0; round < rounds; round++) least = Math.min(least, run(machine, told, count))
    return Math.round(least)
  }
  run(all, rulePoints, 200_000)
  const before = best(none, quiet)
  const beside = best(all, quiet)
  const on = best(all, rulePoints, samples / 10)
  const noneOn = best(none, rulePoints, samples / 10)
  return [
    figure('a sample, no rule registered', 'rules', before, 'ns'),
    figure(`a sample no rule looks at, ${rules.length} rules registered`, 'rules', beside, 'ns'),
    figure('a sample of the same points as the next, no rule registered', 'rules', noneOn, 'ns'),
    figure(`a sample that one of ${rules.length} rules judges by an expression`, 'rules', on, 'ns'),
    figure(`${rules.length} rules checked, compiled and indexed, CPU`, 'rules', (user + system) / 1_000, 'ms'),
  ]
}
