import type { z } from 'zod'
import { Layout, LayoutV1 } from './schema'
import { readBy } from '../domain/contract/readBy'

/** Why a layout cannot be read. The codes are worded where they are shown. */
export type ProblemCode =
  | 'notJson'
  | 'unknownVersion'
  | 'missing'
  | 'wrongType'
  | 'unknownKey'
  | 'notAmongValues'
  | 'tooSmall'
  | 'tooLarge'
  | 'badForm'
  | 'paneTwice'
  | 'oneSizeAPart'
  | 'activeNotAmongTabs'
  | 'rowsAndDisplaysDiffer'

export interface LayoutProblem {
  /** Where in the file, as `displays[0].panes.parts[1].pane`; empty for the whole. */
  path: string
  code: ProblemCode
  /** What would be right, or which key is too many, as written in the file. */
  detail?: string
}

export type ReadLayout = { layout: Layout } | { problems: LayoutProblem[] }

/** Reads a layout from the text of a file, of this version or an older one. */
export function importLayout(text: string): ReadLayout {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { problems: [{ path: '', code: 'notJson' }] }
  }
  return readLayout(json)
}

/** The text of a layout's file; the same layout is always the same text. */
export const exportLayout = (layout: Layout): string => `${JSON.stringify(Layout.parse(layout), undefined, 2)}\n`

/** Checks a layout of any version and brings it into the present form. */
export function readLayout(json: unknown): ReadLayout {
  const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined
  if (version === 1) {
    const read = readBy(LayoutV1, json, { reportInput: true })
    return read.success ? { layout: fromV1(read.data) } : { problems: problemsOf(read.error) }
  }
  if (version !== undefined && version !== 2)
    return { problems: [{ path: 'version', code: 'unknownVersion', detail: '1, 2' }] }
  const read = readBy(Layout, json, { reportInput: true })
  return read.success ? { layout: read.data } : { problems: problemsOf(read.error) }
}

/** Version 1 knew only everyday layouts for the dispatcher, with all displays in a row. */
const fromV1 = ({ id, name, displays }: z.infer<typeof LayoutV1>): Layout => ({
  version: 2,
  id,
  revision: 1,
  name,
  post: 'dispatcher',
  occasion: 'everyday',
  rows: [displays.length],
  isLocked: false,
  displays,
})

type Issue = z.core.$ZodIssue

const problemsOf = ({ issues }: { readonly issues: readonly Issue[] }): LayoutProblem[] =>
  issues.flatMap((issue) => problemsOfIssue(issue, issue.path))

function problemsOfIssue(issue: Issue, path: readonly PropertyKey[]): LayoutProblem[] {
  const at = pathText(path)
  if (issue.code !== 'custom' && issue.input === undefined) return [{ path: at, code: 'missing' }]
  switch (issue.code) {
    case 'invalid_union':
      return issue.errors.length === 0
        ? [{ path: at, code: 'wrongType' }]
        : meantBranch(issue.errors).flatMap((inner) => problemsOfIssue(inner, [...path, ...inner.path]))
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: at, code: 'unknownKey' as const, detail: key }))
    case 'invalid_type':
      return [{ path: at, code: 'wrongType', detail: issue.expected }]
    case 'invalid_value':
      return [{ path: at, code: 'notAmongValues', detail: issue.values.map(String).join(', ') }]
    case 'too_small':
      return [{ path: at, code: 'tooSmall', detail: String(issue.minimum) }]
    case 'too_big':
      return [{ path: at, code: 'tooLarge', detail: String(issue.maximum) }]
    case 'custom':
      return [{ path: at, code: ownCodes.find((code) => code === issue.message) ?? 'badForm' }]
    default:
      return [{ path: at, code: 'badForm' }]
  }
}

/** Messages of the schema's own checks are codes. */
const ownCodes = ['paneTwice', 'oneSizeAPart', 'activeNotAmongTabs', 'rowsAndDisplaysDiffer'] as const

/** Of the forms that something may have, the one that was meant: no key of another form in it, and the least that is wrong. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const strangeness = (issues: readonly Issue[]) =>
    issues.some(({ code, path }) => code === 'unrecognized_keys' && path.length === 0) ? 1 : 0
  const [meant] = branches.toSorted((a, b) => strangeness(a) - strangeness(b) || a.length - b.length)
  return meant ?? []
}

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '')
