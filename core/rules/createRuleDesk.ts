import {
  type Actor,
  type CheckedParams,
  Refused,
  type Result,
  type Rule,
  type RuleDraft,
  type RuleProblem,
} from '../../domain/contract'
import { isKnownEntry } from '../../domain/journal/parseEntry'
import { type CompiledOrNot, readRule } from '../../domain/rules/compileRule'
import { findLoops } from '../../domain/rules/findLoops'
import { isOfLifeSafety } from '../../domain/rules/checkRuleParts'
import type { RuleWorld } from '../../domain/rules/RuleWorld'
import type { CommandRules } from '../iot/commandRequest'
import type { Registry } from '../iot/Registry'
import type { Draft, StateView } from '../journal/Journal'
import type { SeatJournal } from '../journal/createJournal'
import type { RuleBook } from './createRuleBook'
import { dryRun } from './dryRun'
import { firingDrafts } from './firingDrafts'

/** Most rules of an installation. */
const mostRules = 20_000

/** What people do about rules, and about what rules propose. */
export interface RuleDesk {
  check(given: unknown): Result<'rule.check'>
  save(click: CheckedParams<'rule.save'>, actor: Actor): Promise<Result<'rule.save'>>
  remove(click: CheckedParams<'rule.remove'>, actor: Actor): Promise<void>
  enable(click: CheckedParams<'rule.enable'>, actor: Actor): Promise<void>
  approve(click: CheckedParams<'rule.approve'>, actor: Actor): Promise<void>
  versions(id: string): Promise<Result<'rule.versions'>>
  dryRun(query: CheckedParams<'rule.dryRun'>): Result<'rule.dryRun'>
  trigger(click: CheckedParams<'rule.trigger'>, actor: Actor): Promise<void>
  confirm(click: CheckedParams<'rule.confirm'>, actor: Actor): Promise<void>
  decline(click: CheckedParams<'rule.decline'>, actor: Actor): Promise<void>
  /** @throws Refused `badRule` */
  compiled(draft: RuleDraft): NonNullable<CompiledOrNot['compiled']>
}

export function createRuleDesk(parts: {
  registry: Registry
  journal: SeatJournal
  book: RuleBook
  shipped: readonly RuleDraft[]
  world: () => RuleWorld
  /** What this seat's role says of commands. */
  commandRules: CommandRules
  now: () => number
}): RuleDesk {
  const { registry, journal, book, commandRules, now } = parts
  const shippedIds = new Set(parts.shipped.map(({ id }) => id))

  const read = (given: unknown): CompiledOrNot => {
    const made = readRule(given, book.catalogue)
    if (!made.compiled) return made
    const others = [...book.rules.values()].filter(({ isRemoved }) => !isRemoved)
    return { ...made, problems: [...made.problems, ...findLoops(made.compiled.draft, others, book.catalogue)] }
  }
  const fit = (made: CompiledOrNot): NonNullable<CompiledOrNot['compiled']> => {
    const errors = made.problems.filter(({ level }) => level === 'error')
    if (!made.compiled || errors.length > 0)
      throw new Refused('badRule', errors.map(({ path, code }) => `${path}: ${code}`).join('; '), { problems: errors })
    return made.compiled
  }
  const ruleOf = (id: string): Rule => {
    const rule = book.rules.get(id)
    if (!rule || rule.isRemoved) throw new Refused('notFound', `rule ${id}`)
    return rule
  }
  const versionOf = (view: StateView, id: string): number => {
    const stored = view.get('rule', id)
    return stored?.draft ? stored.version : 0
  }
  const mustSee = (view: StateView, id: string, basis: number): void => {
    if (versionOf(view, id) !== basis)
      throw new Refused('worldMoved', `rule ${id} is at version ${versionOf(view, id)}`)
  }
  const waiting = (view: StateView, firingId: string) => {
    const firing = view.get('ruleFiring', firingId)
    if (!firing?.proposal) throw new Refused('notFound', `firing ${firingId} proposes nothing`)
    const { state, untilMs } = firing.proposal
    if (state === 'expired' || now() >= untilMs) throw new Refused('tooLate', `the proposal of ${firingId} has ended`)
    if (state !== 'waiting') throw new Refused('alreadySet', `the proposal of ${firingId} is ${state}`)
    return firing
  }

  return {
    compiled: (draft) => fit(read(draft)),
    check(given) {
      const { problems, variables } = read(given)
      return {
        problems: [...problems],
        variables: [...variables].map(([name, { type, unit }]) => ({
          name,
          type,
          ...(unit !== undefined && { unit }),
        })),
      }
    },
    async save({ key, rule: given, basis }, actor) {
      const made = read(given)
      const { draft } = fit(made)
      const { id } = draft
      const warnings: RuleProblem[] = made.problems.filter(({ level }) => level === 'warning')
      if (shippedIds.has(id) && (book.rules.get(id)?.isLifeSafety ?? false) && !isOfLifeSafety(draft, book.catalogue))
        throw new Refused('lifeSafety', `${id} is set off by life-safety alarms alone`)
      const [entry] = await journal.write((view) => {
        if (view.get('rule', id)?.saved && isSaved(view, id, draft)) return []
        mustSee(view, id, basis)
        if (basis === 0 && !book.rules.has(id) && book.rules.size >= mostRules)
          throw new Refused('tooLarge', `${mostRules} rules`)
        const version = (view.get('rule', id)?.version ?? 0) + 1
        return [{ kind: 'rule.saved', subjectId: id, id: `rule-${key}`, actor, payload: { rule: draft, version } }]
      })
      const version = journal.view.get('rule', id)?.version ?? (entry ? 1 : 0)
      return { id, version, warnings }
    },
    async remove({ key, id, basis }, actor) {
      ruleOf(id)
      await journal.write((view) => {
        mustSee(view, id, basis)
        if (versionOf(view, id) === 0) throw new Refused('notFound', `nothing was saved of ${id}`)
        return [{ kind: 'rule.removed', subjectId: id, id: `rule-${key}`, actor, payload: { version: basis } }]
      })
    },
    async enable({ key, id, isEnabled, area }, actor) {
      const rule = ruleOf(id)
      if (!isEnabled && rule.isLifeSafety && rule.origin === 'shipped')
        throw new Refused('lifeSafety', `lives depend on ${id}`)
      if (area && !(area.kind === 'plot' ? book.catalogue.hasPlot(area.id) : book.catalogue.hasBuilding(area.id)))
        throw new Refused('notFound', `${area.kind} ${area.id}`)
      const payload = { isEnabled, ...(area && { area }) }
      await journal.write(() => [{ kind: 'rule.switched', subjectId: id, id: `rule-${key}`, actor, payload }])
    },
    async approve({ key, id, version }, actor) {
      const rule = ruleOf(id)
      if (rule.version !== version) throw new Refused('worldMoved', `rule ${id} is at version ${rule.version}`)
      if (rule.approval !== 'wanted') throw new Refused('illegalState', `rule ${id} wants no approval`)
      if (rule.saved?.by.id === actor.id) throw new Refused('needsSecondPerson', `${actor.id} saved it`)
      await journal.write(() => [
        { kind: 'rule.approved', subjectId: id, id: `rule-${key}`, actor, payload: { version } },
      ])
    },
    async versions(id) {
      ruleOf(id)
      const entries = await journal.readEntriesOf({ kind: 'rule', id })
      const versions = entries.flatMap((entry) =>
        isKnownEntry(entry) && entry.kind === 'rule.saved'
          ? [
              {
                version: entry.payload.version,
                saved: { by: entry.actor, atMs: entry.hlc.ms },
                rule: entry.payload.rule,
              },
            ]
          : [],
      )
      return { versions: versions.sort((a, b) => b.version - a.version) }
    },
    dryRun({ rule, cause }) {
      const compiled = fit(read(rule))
      const known = book.rules.get(rule.id)
      return {
        decision: dryRun({ compiled, known, cause, catalogue: book.catalogue, world: parts.world(), nowMs: now() }),
      }
    },
    async trigger({ key, id, deviceId }, actor) {
      const rule = ruleOf(id)
      const isByHand = rule.triggers.some(({ kind }) => kind === 'manual')
      if (!rule.isEnabled || !isByHand) throw new Refused('illegalState', `rule ${id} is off or not set off by hand`)
      if (deviceId !== undefined && !book.catalogue.findDevice(deviceId))
        throw new Refused('notFound', `device ${deviceId}`)
      const payload = { key, ...(deviceId !== undefined && { deviceId }) }
      await journal.write(() => [{ kind: 'rule.triggered', subjectId: id, id: `rule-${key}`, actor, payload }])
    },
    async confirm({ key, firingId }, actor) {
      await journal.write((view) => {
        const firing = waiting(view, firingId)
        const rule = book.rules.get(firing.ruleId)
        if (!rule || rule.version !== firing.version)
          throw new Refused('worldMoved', `rule ${firing.ruleId} has changed`)
        const proposed = firing.deeds.filter(({ how }) => how === 'propose')
        for (const { to, commandClass } of proposed) {
          const deviceIndex = to === undefined ? undefined : registry.indexOf(to)
          if (deviceIndex !== undefined && commandClass !== undefined)
            commandRules.check({ deviceIndex, commandClass, breakGlass: undefined })
        }
        const { place } = firing
        const { cause } = firing
        const known = cause.deviceId === undefined ? undefined : registry.placeOf(cause.deviceId)
        const about =
          cause.kind === 'incident'
            ? cause.subjectId
            : cause.kind === 'task'
              ? taskIncident(view, cause.subjectId)
              : undefined
        const drafts: Draft[] = firingDrafts(
          { decision: { ...firing, outcome: 'fires' }, rule, place: known ?? place, incidentId: about },
          proposed,
          { registry, view, actor, fence: commandRules.fence(), nowMs: now() },
        )
        return [{ kind: 'ruleFiring.confirmed', subjectId: firingId, id: `rule-${key}`, actor, payload: {} }, ...drafts]
      })
    },
    async decline({ key, firingId, note }, actor) {
      await journal.write((view) => {
        waiting(view, firingId)
        const payload = note === undefined ? {} : { note }
        return [{ kind: 'ruleFiring.declined', subjectId: firingId, id: `rule-${key}`, actor, payload }]
      })
    },
  }
}

const isSaved = (view: StateView, id: string, draft: RuleDraft): boolean =>
  JSON.stringify(view.get('rule', id)?.draft) === JSON.stringify(draft)

const taskIncident = (view: StateView, taskId: string | undefined): string | undefined =>
  taskId === undefined ? undefined : view.get('task', taskId)?.incidentId
