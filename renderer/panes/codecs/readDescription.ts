import { CodecDescription } from '../../../domain/contract'
import { checkDescription, type DescriptionProblem } from '../../../domain/codec/checkDescription'

/** A description as it stands in the editor: to be used, or what is wrong with it. */
export type Draft =
  | { readonly status: 'sound'; readonly description: CodecDescription }
  | {
      readonly status: 'contradicts'
      readonly description: CodecDescription
      readonly problems: readonly DescriptionProblem[]
    }
  | { readonly status: 'noJson'; readonly text: string }
  | { readonly status: 'noDescription'; readonly faults: readonly { readonly path: string; readonly text: string }[] }

const mostFaults = 12

export function readDescription(text: string): Draft {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { status: 'noJson', text: error instanceof Error ? error.message : String(error) }
  }
  const parsed = CodecDescription.safeParse(json)
  if (!parsed.success)
    return {
      status: 'noDescription',
      faults: parsed.error.issues
        .slice(0, mostFaults)
        .map(({ path, message }) => ({ path: path.map(String).join('.'), text: message })),
    }
  const problems = checkDescription(parsed.data)
  return problems.length > 0
    ? { status: 'contradicts', description: parsed.data, problems }
    : { status: 'sound', description: parsed.data }
}
