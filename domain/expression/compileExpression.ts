import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js'
import { compileNode } from './compileNode'
import type { ExpressionEnvironment, ExpressionProblem, ExpressionValues } from './environment'
import { translate, Unfit } from './translate'

/** Longest source, characters. */
const longestExpression = 2_000
const limits = { maxAstNodes: 300, maxDepth: 24, maxListElements: 64, maxMapEntries: 0, maxCallArguments: 4 }

/** One side of the expression's `&&` and `||`, as it stood. */
interface ExpressionPart {
  /** As it was written. */
  readonly source: string
  /** `undefined`: a value in it is not known. */
  readonly holds: boolean | undefined
  /** What stood in it, in the order of the names. */
  readonly values: readonly { name: string; value: number | boolean | string | undefined; unit?: string | undefined }[]
}

/** A condition, parsed and checked once. */
export interface Expression {
  readonly source: string
  /** Expressions of the same form say the same of the same values, and tell it in the same units. */
  readonly form: string
  /** What it names, each once. */
  readonly variables: readonly string[]
  /** Never throws. @returns `undefined` when it depends on a value that is not known */
  evaluate(values: ExpressionValues): boolean | undefined
  /** Sides that all must hold and say no more than that one number is above or below another: judged first, without the rest. */
  readonly guards: readonly { readonly name: string; readonly holds: (value: number) => boolean }[]
  /** Which part of it was true, with which values. */
  explain(values: ExpressionValues): ExpressionPart[]
}

export type CompiledExpression =
  | { readonly isOk: true; readonly expression: Expression }
  | { readonly isOk: false; readonly problem: ExpressionProblem }

const base = new Environment({ unlistedVariablesAreDyn: true, limits })

// The form in which it is judged is somewhat longer than what was written; what was written has been measured.
const inner = base.clone({ limits: { ...limits, maxAstNodes: 2_000, maxDepth: 200 } })

/**
 * Parses a condition in CEL and checks it against what it may name: kinds and units of values. A number without a unit is in the unit of what it is compared
 * with; `unit(0.3, "MPa")` says it. Whole numbers are numbers like others. Evaluating costs at most as much as the source is long: there are no loops, no
 * patterns and no growing texts.
 */
export function compileExpression(source: string, environment: ExpressionEnvironment): CompiledExpression {
  if (source.length > longestExpression)
    return refuse({
      code: 'tooLarge',
      message: `more than ${longestExpression} characters`,
      start: 0,
      end: source.length,
    })
  try {
    const { ast } = base.parse(source)
    const { type, text } = translate(ast, environment)
    if (type !== 'bool')
      return refuse({ code: 'notABool', message: `its result is a ${type}`, start: ast.start, end: ast.end })
    const run = evaluator(text, environment)
    return { isOk: true, expression: expressionOf(source, ast, text, run, environment) }
  } catch (error) {
    if (error instanceof Unfit) return refuse(error.problem)
    if (error instanceof ParseError) return refuse(problemOf(error, source))
    return refuse({ code: 'badExpression', message: String(error), start: 0, end: source.length })
  }
}

const refuse = (problem: ExpressionProblem): CompiledExpression => ({ isOk: false, problem })

function problemOf(error: ParseError, source: string): ExpressionProblem {
  const { start = 0, end = source.length } = error.range ?? {}
  const code = error.code === 'limit_exceeded' ? 'tooLarge' : 'badExpression'
  return { code, message: error.summary, start, end }
}

type Run = (values: ExpressionValues) => boolean | undefined

function evaluator(text: string, environment: ExpressionEnvironment): Run {
  const run = compileNode(inner.parse(text).ast, environment)
  return (values) => {
    const result = run(values)
    return typeof result === 'boolean' ? result : undefined
  }
}

function expressionOf(
  source: string,
  ast: ASTNode,
  text: string,
  run: Run,
  environment: ExpressionEnvironment,
): Expression {
  const variables = namesIn(ast)
  let parts: { source: string; run: Run; names: readonly string[] }[] | undefined
  const makeParts = () =>
    sidesOf(ast).map((side) => {
      const names = namesIn(side)
      return {
        source: source.slice(side.start, side.end),
        run: evaluator(translate(side, environment).text, environment),
        names,
      }
    })
  return {
    source,
    form: JSON.stringify([text, variables.map((name) => environment.get(name))]),
    variables,
    guards: conjuncts(ast).flatMap((side) => guardOf(side) ?? []),
    evaluate: run,
    explain(values) {
      parts ??= makeParts()
      return parts.map((part) => ({
        source: part.source,
        holds: part.run(values),
        values: part.names.map((name) => ({ name, value: values[name], unit: environment.get(name)?.unit })),
      }))
    },
  }
}

/** The sides of all `&&` and `||` above anything else. */
function sidesOf(node: ASTNode): ASTNode[] {
  return node.op === '&&' || node.op === '||' ? node.args.flatMap(sidesOf) : [node]
}

/** The sides of all `&&` above anything else. */
function conjuncts(node: ASTNode): ASTNode[] {
  return node.op === '&&' ? node.args.flatMap(conjuncts) : [node]
}

/** Of a name on the left and a plain number on the right. */
function guardOf(side: ASTNode): Expression['guards'][number] | undefined {
  if (side.op !== '>' && side.op !== '>=' && side.op !== '<' && side.op !== '<=') return undefined
  const [left, right] = side.args
  if (left.op !== 'id' || right.op !== 'value') return undefined
  const { args } = right
  if (typeof args !== 'bigint' && typeof args !== 'number') return undefined
  const limit = Number(args)
  const { args: name } = left
  switch (side.op) {
    case '>':
      return { name, holds: (value) => value > limit }
    case '>=':
      return { name, holds: (value) => value >= limit }
    case '<':
      return { name, holds: (value) => value < limit }
    case '<=':
      return { name, holds: (value) => value <= limit }
  }
}

function namesIn(node: ASTNode): string[] {
  const names = new Set<string>()
  const visit = (each: unknown): void => {
    if (Array.isArray(each)) for (const one of each) visit(one)
    else if (isNode(each)) {
      if (each.op === 'id') names.add(each.args)
      else visit(each.args)
    }
  }
  visit(node)
  return [...names]
}

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value
