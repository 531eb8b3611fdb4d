import { evaluate as cel } from '@marcbachmann/cel-js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileExpression, type Expression } from './compileExpression'
import type { ExpressionEnvironment, ExpressionVariable } from './environment'

const environment: ExpressionEnvironment = new Map<string, ExpressionVariable>([
  ['a', { type: 'number' }],
  ['b', { type: 'number' }],
  ['pressure', { type: 'number', unit: 'kPa' }],
  ['main', { type: 'number', unit: 'MPa' }],
  ['temperature', { type: 'number', unit: '℃' }],
  ['isOpen', { type: 'bool' }],
  ['name', { type: 'text' }],
])

function compile(source: string): Expression {
  const made = compileExpression(source, environment)
  if (!made.isOk) throw new Error(`${made.problem.code}: ${made.problem.message}`)
  return made.expression
}
function problem(source: string): string {
  const made = compileExpression(source, environment)
  if (made.isOk) return 'none'
  return `${made.problem.code} ${made.problem.start}-${made.problem.end}`
}

describe('a condition', () => {
  it.each([
    ['a > 5', { a: 6 }, true],
    ['a * 2 + 1 >= 13', { a: 6 }, true],
    ['a in [1, 2, 3]', { a: 2 }, true],
    ['a in [b, b + 1]', { a: 3, b: 2 }, true],
    ['a == 1 ? isOpen : !isOpen', { a: 2, isOpen: false }, true],
    ['abs(a - b) < 0.5 && max(a, b) < 3', { a: 2, b: 2.25 }, true],
    ['name.startsWith("灯") && name != "灯2"', { name: '灯1' }, true],
    ['-a < -5', { a: 6 }, true],
    ['a > 1e3 || a == 0x10', { a: 16 }, true],
  ])('%s', (source, values, expected) => {
    expect(compile(source).evaluate(values)).toBe(expected)
  })

  it('takes a number without a unit in the unit beside it, and brings one with a unit to it', () => {
    expect(compile('pressure > 300').evaluate({ pressure: 301 })).toBe(true)
    expect(compile('pressure > unit(0.3, "MPa")').evaluate({ pressure: 301 })).toBe(true)
    expect(compile('pressure > unit(0.3, "MPa")').evaluate({ pressure: 299 })).toBe(false)
    expect(compile('unit(0.3, "MPa") < pressure + main').evaluate({ pressure: 100, main: 0.21 })).toBe(true)
    expect(compile('temperature > unit(86, "°F")').evaluate({ temperature: 30.1 })).toBe(true)
    expect(compile('temperature > unit(86, "°F")').evaluate({ temperature: 29.9 })).toBe(false)
  })

  it('is unknown where it depends on what is not known, and known where it does not', () => {
    const either = compile('a > 5 || b > 5')
    expect(either.evaluate({ a: 6 })).toBe(true)
    expect(either.evaluate({ b: 6, a: undefined })).toBe(true)
    expect(either.evaluate({ a: 1 })).toBeUndefined()
    expect(compile('a > 5 && b > 5').evaluate({ a: 1 })).toBe(false)
    expect(compile('a == b').evaluate({ a: undefined, b: undefined })).toBeUndefined()
    expect(compile('!(a > 5)').evaluate({ a: Number.NaN })).toBeUndefined()
  })

  it('says which side was true, with which values', () => {
    expect(compile('(a > 5 || isOpen) && pressure < 2').explain({ a: 1, isOpen: true })).toEqual([
      { source: 'a > 5', holds: false, values: [{ name: 'a', value: 1, unit: undefined }] },
      { source: 'isOpen', holds: true, values: [{ name: 'isOpen', value: true, unit: undefined }] },
      { source: 'pressure < 2', holds: undefined, values: [{ name: 'pressure', value: undefined, unit: 'kPa' }] },
    ])
  })

  it('is refused with what is wrong, and where', () => {
    expect(problem('a > ')).toBe('badExpression 4-4')
    expect(problem('a > 1 && c > 1')).toBe('badExpression 9-10')
    expect(problem('a + 1')).toBe('notABool 0-5')
    expect(problem('pressure > temperature')).toBe('unitsDiffer 11-22')
    expect(problem('pressure > unit(1, "furlong")')).toBe('unitsDiffer 19-28')
    expect(problem('a > name')).toBe('badExpression 0-8')
    expect(problem('name.matches("(a+)+$")')).toBe('notAllowedFunction 0-22')
    expect(problem('[1, 2].exists(x, x > a)')).toMatch(/^notAllowedFunction/)
    expect(problem('constructor.name == "x"')).toMatch(/^notAllowedFunction|^badExpression/)
    expect(problem('__proto__ == 1')).toMatch(/^badExpression/)
    expect(problem(`a > 1${' && a > 1'.repeat(200)}`)).toMatch(/^tooLarge/)
    expect(problem(`${'('.repeat(500)}a > 1${')'.repeat(500)}`)).toMatch(/^tooLarge/)
    expect(problem('a'.repeat(2_001))).toBe('tooLarge 0-2001')
  })
})

describe('conditions of any make', () => {
  const number = fc.oneof(
    fc.constantFrom('a', 'b'),
    fc.integer({ min: 0, max: 1_000 }).map(String),
    fc.double({ min: 0, max: 1_000, noNaN: true, noDefaultInfinity: true }).map((value) => value.toFixed(3)),
  )
  const sum = fc.tuple(number, fc.constantFrom('+', '-', '*'), number).map((parts) => `(${parts.join(' ')})`)
  const test = fc
    .tuple(fc.oneof(number, sum), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), fc.oneof(number, sum))
    .map((parts) => parts.join(' '))
  const condition = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      test,
      fc.tuple(tie('node'), fc.constantFrom('&&', '||'), tie('node')).map((parts) => `(${parts.join(' ')})`),
      tie('node').map((node) => `!(${node})`),
    ),
  })).node
  const values = fc.record({ a: fc.integer({ min: -1_000, max: 1_000 }), b: fc.integer({ min: -1_000, max: 1_000 }) })
  const inDoubles = (source: string) => source.replace(/(?<![\w.])(\d+)(?![\w.])/g, '$1.0')

  it('mean what CEL says they mean', () => {
    fc.assert(
      fc.property(condition, values, (source, given) => {
        expect(compile(source).evaluate(given)).toBe(cel(inDoubles(source), given))
      }),
      { numRuns: 300, seed: 5 },
    )
  })

  it('are unknown where CEL says that a value is missing, and nowhere else', () => {
    const choice = fc
      .tuple(condition, number, number, fc.nat(9))
      .map(([source, a, b, c]) => `(${source} ? ${a} + 1 : ${b} * 1) in [${c}, 7]`)
    const celOf = (source: string, given: { a?: number; b?: number }): unknown => {
      try {
        return cel(inDoubles(source), given)
      } catch {
        return undefined
      }
    }
    fc.assert(
      fc.property(fc.oneof(condition, choice), values, fc.constantFrom('a', 'b', 'both'), (source, given, known) => {
        const told = known === 'both' ? given : known === 'a' ? { a: given.a } : { b: given.b }
        expect(compile(source).evaluate(told)).toBe(celOf(source, told))
      }),
      { numRuns: 500, seed: 9 },
    )
  })

  it('hold with what is known whatever stands for what is not: an answer given without a value is the answer with any', () => {
    fc.assert(
      fc.property(condition, values, (source, given) => {
        const answer = compile(source).evaluate({ a: given.a })
        if (answer !== undefined) expect(compile(source).evaluate(given)).toBe(answer)
      }),
      { numRuns: 300, seed: 6 },
    )
  })

  it('are false whenever one of their plain comparisons is', () => {
    fc.assert(
      fc.property(condition, values, (source, given) => {
        const expression = compile(source)
        const isRefuted = expression.guards.some(({ name, holds }) => !holds(name === 'a' ? given.a : given.b))
        if (isRefuted) expect(expression.evaluate(given)).toBe(false)
      }),
      { numRuns: 300, seed: 8 },
    )
  })

  it('never throw, whatever is written or given', () => {
    const pieces = [
      'a',
      'b',
      '>',
      '(',
      ')',
      '&&',
      '"',
      '[',
      ']',
      '1',
      '.5',
      'unit',
      ',',
      '"MPa"',
      '!',
      '?',
      ':',
      'in',
      '.',
      '灯',
      '\\',
      '{',
      '}',
      'matches',
      '\0',
    ]
    const words = fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((each) => each.join(' '))
    fc.assert(
      fc.property(
        words,
        fc.record({ a: fc.constantFrom(1, Number.NaN, undefined, 'x', true, null) }),
        (source, given) => {
          const made = compileExpression(source, environment)
          if (made.isOk) {
            made.expression.evaluate(given as never)
            made.expression.explain(given as never)
          } else expect(made.problem.start).toBeLessThanOrEqual(made.problem.end)
        },
      ),
      { numRuns: 10_000, seed: 7 },
    )
  })
})
