import { type Rule, type RuleCondition, RuleDraft, type RuleProblem } from '../contract'
import { compileExpression } from '../expression/compileExpression'
import type { ExpressionEnvironment } from '../expression/environment'
import { checkRuleParts } from './checkRuleParts'
import { type ConditionParts, type MomentCondition, windowOf } from './conditions'
import { targetTypes, variablesAround, variablesOf } from './ruleVariables'
import type { RuleCatalogue } from './RuleWorld'
import { readBy } from '../contract/readBy'

/** A rule made ready: what it names exists, its expressions are parsed. */
export interface CompiledRule extends ConditionParts {
  readonly draft: RuleDraft
  readonly conditions: readonly MomentCondition[]
  /** How long it must have held, ms; 0: not at all. */
  readonly heldMs: number
  readonly counts: readonly { readonly at: number; readonly of: Extract<RuleCondition, { kind: 'count' }> }[]
}

/** A rule that is on, and how it stands. */
export interface ActiveRule {
  readonly rule: Rule
  readonly compiled: CompiledRule
}

export interface CompiledOrNot {
  /** Errors and warnings; with an error there is no rule. */
  readonly problems: readonly RuleProblem[]
  readonly variables: ExpressionEnvironment
  readonly compiled?: CompiledRule
}

/** Longest JSON of a rule, characters. */
const longestRule = 64_000
const mostProblems = 50

/** Reads a rule of whatever origin and says everything that is wrong with it, by field. Nothing in it is trusted. */
export function readRule(given: unknown, catalogue: RuleCatalogue): CompiledOrNot {
  if (isTooLarge(given)) return { problems: [{ path: '', code: 'tooLarge', level: 'error' }], variables: new Map() }
  const read = readBy(RuleDraft, given)
  if (read.success) return compileRule(read.data, catalogue)
  const problems = read.error.issues.slice(0, mostProblems).map(({ path, message }): RuleProblem => ({
    path: path.map(String).join('.').slice(0, 200),
    code: 'badField',
    what: message.slice(0, 400),
    level: 'error',
  }))
  return { problems, variables: new Map() }
}

function isTooLarge(given: unknown): boolean {
  try {
    return (JSON.stringify(given)?.length ?? 0) > longestRule
  } catch {
    return true
  }
}

/** Checks what a rule names against the district, and makes it ready. */
export function compileRule(draft: RuleDraft, catalogue: RuleCatalogue): CompiledOrNot {
  const environment = variablesOf(draft, catalogue)
  const problems: RuleProblem[] = checkRuleParts(draft, catalogue)
  const conditions: MomentCondition[] = []
  const counts: { at: number; of: Extract<RuleCondition, { kind: 'count' }> }[] = []
  let heldMs = 0

  const expression = (source: string, path: string, names: ExpressionEnvironment) => {
    const made = compileExpression(source, names)
    if (made.isOk) return made.expression
    const { code, message, start, end } = made.problem
    problems.push({ path, code, what: message.slice(0, 400), start, end, level: 'error' })
    return undefined
  }
  draft.conditions.forEach((condition, at) => {
    switch (condition.kind) {
      case 'expression': {
        const made = expression(condition.source, `conditions.${at}.source`, environment)
        if (made) conditions.push({ kind: 'expression', at, isNot: condition.isNot ?? false, expression: made })
        break
      }
      case 'time':
        conditions.push({
          kind: 'time',
          at,
          isNot: condition.isNot ?? false,
          ...windowOf(condition),
          days: condition.days,
        })
        break
      case 'around': {
        const names = variablesAround(targetTypes(condition.devices, draft, catalogue))
        const made =
          condition.expression === undefined
            ? undefined
            : expression(condition.expression, `conditions.${at}.expression`, names)
        conditions.push({ kind: 'around', at, isNot: condition.isNot ?? false, of: condition, expression: made })
        break
      }
      case 'held':
        heldMs = Math.max(heldMs, condition.forMs)
        break
      case 'count':
        counts.push({ at, of: condition })
    }
  })
  const inputs = new Map(draft.inputs.map((input) => [input.name, input]))
  if (problems.some(({ level }) => level === 'error'))
    return { problems: problems.slice(0, mostProblems), variables: environment }
  // What costs little and decides often is looked at first.
  const order: Record<MomentCondition['kind'], number> = { time: 0, expression: 1, around: 2 }
  conditions.sort((a, b) => order[a.kind] - order[b.kind] || a.at - b.at)
  return { problems, variables: environment, compiled: { draft, conditions, heldMs, counts, inputs, environment } }
}
