import { z } from 'zod'
import { Graphic } from '../../contract'

/** A graphic as a file. `version` grows when the form changes. */
const GraphicFile = z.object({ kind: z.literal('chengtai.graphic'), version: z.literal(1), graphic: Graphic })

/** Characters of a file; as much as the core keeps of one graphic. */
const mostChars = 700_000
const mostProblems = 100

/** What is wrong in a file: `code` of the check, at a path of the document (`elements.3.frame.width`). */
export interface FileProblem {
  code: 'tooLarge' | 'notJson' | 'notGraphic' | 'missing' | 'wrongKind' | 'unknownChoice' | 'outOfRange' | 'wrong'
  path: string
}

export const writeGraphicFile = (graphic: Graphic): string =>
  `${JSON.stringify({ kind: 'chengtai.graphic', version: 1, graphic }, undefined, 2)}\n`

/** Reads a file whole or not at all; every place that is wrong is told. */
export function readGraphicFile(text: string): { graphic: Graphic } | { problems: readonly FileProblem[] } {
  if (text.length > mostChars) return { problems: [{ code: 'tooLarge', path: '' }] }
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return { problems: [{ code: 'notJson', path: '' }] }
  }
  const isOurs = z.object({ kind: z.literal('chengtai.graphic'), version: z.literal(1) }).safeParse(document).success
  if (!isOurs) return { problems: [{ code: 'notGraphic', path: '' }] }
  const read = GraphicFile.safeParse(document, { reportInput: true })
  if (read.success) return { graphic: read.data.graphic }
  return {
    problems: read.error.issues.slice(0, mostProblems).map((issue) => ({
      code: codeOf(issue),
      path: issue.path
        .map(String)
        .filter((step, at) => at > 0 || step !== 'graphic')
        .join('.'),
    })),
  }
}

function codeOf(issue: z.core.$ZodIssue): FileProblem['code'] {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'missing' : 'wrongKind'
    case 'invalid_value':
    case 'invalid_union':
      return 'unknownChoice'
    case 'too_big':
    case 'too_small':
      return 'outOfRange'
    default:
      return 'wrong'
  }
}
