import type { ASTNode } from '@marcbachmann/cel-js'
import type { ExpressionEnvironment, ExpressionProblem } from './environment'
import { conversion, hasOffset, isKnownUnit } from './units'

/** A part of an expression in the form in which it is evaluated: every number a double, every unit brought to that of its left side. */
interface Translated {
  readonly type: 'number' | 'bool' | 'text'
  /** Of a number that is told in one. */
  readonly unit?: string | undefined
  readonly text: string
}

/** Thrown inside `translate` only. */
export class Unfit extends Error {
  constructor(readonly problem: ExpressionProblem) {
    super(problem.message)
  }
}

const functions: ReadonlyMap<string, number> = new Map([
  ['abs', 1],
  ['min', 2],
  ['max', 2],
])
const textMethods: ReadonlySet<string> = new Set(['startsWith', 'endsWith', 'contains'])

/**
 * Checks one part with all below it and writes it anew. What is not named here is not allowed: no patterns (they can take for ever), no loops, no member access.
 *
 * @throws Unfit
 */
export function translate(node: ASTNode, environment: ExpressionEnvironment): Translated {
  const fail = (code: ExpressionProblem['code'], message: string, at: ASTNode = node): never => {
    throw new Unfit({ code, message, start: at.start, end: at.end })
  }
  const part = (each: ASTNode): Translated => translate(each, environment)
  const ofType = (each: ASTNode, type: Translated['type']): Translated => {
    const translated = part(each)
    return translated.type === type ? translated : fail('badExpression', `a ${type} is needed here`, each)
  }
  /** The right side in the unit of the left. */
  const sameUnit = (left: Translated, right: Translated, at: ASTNode): Translated => {
    if (left.unit === undefined || right.unit === undefined || left.unit === right.unit) return right
    const way = conversion(right.unit, left.unit)
    if (!way) return fail('unitsDiffer', `${left.unit} and ${right.unit} are not of one kind`, at)
    return { ...right, unit: left.unit, text: `((${right.text}) * ${double(way.factor)} + ${double(way.offset)})` }
  }
  const pair = ([a, b]: readonly [ASTNode, ASTNode]): [Translated, Translated] => {
    const left = part(a)
    const right = part(b)
    if (left.type !== right.type) return fail('badExpression', `${left.type} and ${right.type} do not go together`)
    return [left, sameUnit(left, right, b)]
  }

  switch (node.op) {
    case 'value': {
      const { args } = node
      if (typeof args === 'boolean') return { type: 'bool', text: String(args) }
      if (typeof args === 'string') return { type: 'text', text: JSON.stringify(args) }
      if (typeof args === 'bigint' || typeof args === 'number') return { type: 'number', text: double(Number(args)) }
      return fail('badExpression', 'only numbers, texts, true and false')
    }
    case 'id': {
      const variable = environment.get(node.args)
      if (!variable) return fail('badExpression', `there is no ${node.args}`)
      return { type: variable.type, unit: variable.type === 'number' ? variable.unit : undefined, text: node.args }
    }
    case '||':
    case '&&':
      return { type: 'bool', text: `(${node.args.map((each) => ofType(each, 'bool').text).join(` ${node.op} `)})` }
    case '!_':
      return { type: 'bool', text: `!(${ofType(node.args, 'bool').text})` }
    case '-_': {
      const { unit, text } = ofType(node.args, 'number')
      return { type: 'number', unit, text: `-(${text})` }
    }
    case '==':
    case '!=': {
      const [left, right] = pair(node.args)
      return { type: 'bool', text: `(${left.text} ${node.op} ${right.text})` }
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const [left, right] = pair(node.args)
      if (left.type !== 'number') return fail('badExpression', 'only numbers are larger or smaller')
      return { type: 'bool', text: `(${left.text} ${node.op} ${right.text})` }
    }
    case '+':
    case '-': {
      const [left, right] = pair(node.args)
      if (left.type !== 'number') return fail('badExpression', 'only numbers are added and taken away')
      const unit = left.unit ?? right.unit
      const isDifference =
        node.op === '-' && left.unit !== undefined && right.unit !== undefined && hasOffset(left.unit)
      return { type: 'number', unit: isDifference ? undefined : unit, text: `(${left.text} ${node.op} ${right.text})` }
    }
    case '*':
    case '/': {
      const left = ofType(node.args[0], 'number')
      const right = ofType(node.args[1], 'number')
      // What comes out of two units is a third one, of which nothing is known here.
      const unit =
        right.unit === undefined ? left.unit : node.op === '*' && left.unit === undefined ? right.unit : undefined
      return { type: 'number', unit, text: `(${left.text} ${node.op} ${right.text})` }
    }
    case 'in': {
      const [a, list] = node.args
      if (list.op !== 'list' || list.args.length === 0) return fail('badExpression', 'a list is needed here', list)
      const left = part(a)
      const texts = list.args.map((each) => sameUnit(left, ofType(each, left.type), each).text)
      return { type: 'bool', text: `(${left.text} in [${texts.join(', ')}])` }
    }
    case '?:': {
      const [test, a, b] = node.args
      const [left, right] = pair([a, b])
      return {
        type: left.type,
        unit: left.unit ?? right.unit,
        text: `(${ofType(test, 'bool').text} ? ${left.text} : ${right.text})`,
      }
    }
    case 'call': {
      const [name, args] = node.args
      if (name === 'unit') {
        const [number, symbol] = args
        if (args.length !== 2 || !number || symbol?.op !== 'value' || typeof symbol.args !== 'string')
          return fail('badExpression', 'unit(number, "symbol")')
        if (!isKnownUnit(symbol.args)) return fail('unitsDiffer', `there is no unit ${symbol.args}`, symbol)
        return { ...ofType(number, 'number'), unit: symbol.args }
      }
      const count = functions.get(name)
      if (count === undefined) return fail('notAllowedFunction', `${name} is not allowed`)
      const [first, second] = args
      if (args.length !== count || !first) return fail('badExpression', `${name} takes ${count}`)
      const left = ofType(first, 'number')
      const right = second && sameUnit(left, ofType(second, 'number'), second)
      const texts = right ? [left.text, right.text] : [left.text]
      return { type: 'number', unit: left.unit ?? right?.unit, text: `${name}(${texts.join(', ')})` }
    }
    case 'rcall': {
      const [name, receiver, args] = node.args
      const [only] = args
      if (!textMethods.has(name)) return fail('notAllowedFunction', `${name} is not allowed`)
      if (args.length !== 1 || !only) return fail('badExpression', `${name} takes 1`)
      return { type: 'bool', text: `${ofType(receiver, 'text').text}.${name}(${ofType(only, 'text').text})` }
    }
    default:
      return fail('notAllowedFunction', `${node.op} is not allowed`)
  }
}

/** 2 → `2.0`. */
function double(value: number): string {
  const text = String(value)
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}
