import type {
  CommandInput,
  CommandRefusal,
  DeviceType,
  Interlock,
  JudgedValue,
  SeenValues,
  ServiceParameter,
} from '../contract'
import { compileExpression, type Expression } from '../expression/compileExpression'
import type { ExpressionEnvironment } from '../expression/environment'

/** What is known of a property at the moment of judging. */
export interface KnownValue {
  readonly value: number
  /** Good and not stale: fit to decide on. */
  readonly isFresh: boolean
}

export interface CommandCase {
  readonly type: Pick<DeviceType, 'properties'>
  readonly interlocks: readonly Interlock[]
  /** What the service may be given: interlocks call it `asked_` and its id. */
  readonly parameters?: readonly ServiceParameter[] | undefined
  /** What it is given now. */
  readonly input?: CommandInput | undefined
  /** States that the person saw; none are bound when absent. */
  readonly seen?: SeenValues | undefined
  readonly read: (property: string) => KnownValue | undefined
}

/**
 * Whether a command may leave now. What cannot be judged does not leave: an interlock over a value that nobody knows protects nobody.
 *
 * @returns `undefined` when it may
 */
export function judgeCommand(given: CommandCase): CommandRefusal | undefined {
  const { type, interlocks, parameters = [], input = {}, seen, read } = given
  const moved = movedValues(seen, read)
  if (moved.length > 0) return { code: 'worldMoved', values: moved }
  for (const interlock of interlocks) {
    const { text } = interlock
    const condition = compileInterlock(type, interlock, parameters)
    if (!condition) return { code: 'unjudged', text, values: [] }
    const known = (name: string): KnownValue | undefined => {
      const asked = name.startsWith(askedPrefix) ? input[name.slice(askedPrefix.length)] : undefined
      return typeof asked === 'number' ? { value: asked, isFresh: true } : read(name)
    }
    const values = condition.variables.map((property): JudgedValue => {
      const found = known(property)
      return { property, ...(found && { found: found.value }) }
    })
    const allows = condition.evaluate(freshValues(type, condition.variables, known))
    if (allows === undefined) return { code: 'unjudged', text, values }
    if (!allows) return { code: 'interlocked', text, values }
  }
  return undefined
}

const compiled = new WeakMap<Interlock, Expression | undefined>()

/** Before the id of a parameter where an interlock names what the service is asked for: `asked_height <= rated_height`. */
const askedPrefix = 'asked_'

/**
 * The condition of an interlock over the properties of its type and the numbers that its service is given: numbers and enums are numbers, bools are bools.
 *
 * @returns `undefined` when it is not sound
 */
export function compileInterlock(
  type: Pick<DeviceType, 'properties'>,
  interlock: Interlock,
  parameters: readonly ServiceParameter[] = [],
): Expression | undefined {
  if (compiled.has(interlock)) return compiled.get(interlock)
  const numbers = parameters.filter((each) => each.type !== 'text')
  const names: ExpressionEnvironment = new Map([
    ...numbers.map(({ id, unit }) => [`${askedPrefix}${id}`, { type: 'number', unit }] as const),
    ...type.properties.map(
      ({ id, type: kind, unit }) => [id, { type: kind === 'bool' ? 'bool' : 'number', unit }] as const,
    ),
  ])
  const result = compileExpression(interlock.allow, names)
  const expression = result.isOk ? result.expression : undefined
  compiled.set(interlock, expression)
  return expression
}

function freshValues(
  type: Pick<DeviceType, 'properties'>,
  names: readonly string[],
  read: CommandCase['read'],
): Record<string, number | boolean> {
  const values: Record<string, number | boolean> = {}
  for (const name of names) {
    const known = read(name)
    if (!known?.isFresh) continue
    const isBool = type.properties.find(({ id }) => id === name)?.type === 'bool'
    values[name] = isBool ? known.value !== 0 : known.value
  }
  return values
}

function movedValues(seen: SeenValues | undefined, read: CommandCase['read']): JudgedValue[] {
  return Object.entries(seen ?? {}).flatMap(([property, value]) => {
    const found = read(property)?.value
    if (found === value) return []
    return [{ property, seen: value, ...(found !== undefined && { found }) }]
  })
}
