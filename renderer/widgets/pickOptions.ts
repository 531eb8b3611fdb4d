import { isSpelled } from '../../domain/search/isSpelled'
import { spell } from '../../domain/search/spell'
import { mostOffered } from './mostOffered'

/** Something that can be chosen, by what people call it. */
export interface PickOption {
  id: string
  name: string
  /** What tells it from another of the same name: its system, its place. */
  detail?: string
}

/**
 * Those whose name, detail or id hold every word typed, names that begin with it first; Chinese also by pinyin, in full or by initials.
 *
 * @param sought what was typed; everything is offered when it is empty
 */
export function filterOptions(options: readonly PickOption[], sought: string): PickOption[] {
  const words = sought.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return options.slice(0, mostOffered)
  const ranked = options.flatMap((option) => {
    const ranks = words.map((word) => rankOf(option, word))
    return ranks.includes(undefined) ? [] : [{ option, rank: Math.max(...ranks.map((rank) => rank ?? 0)) }]
  })
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, mostOffered)
    .map(({ option }) => option)
}

function rankOf({ id, name, detail = '' }: PickOption, word: string): number | undefined {
  const small = name.toLowerCase()
  if (small.startsWith(word)) return 0
  if (small.includes(word)) return 1
  if (isSpelled(word)) {
    const { full, initials } = spell(name)
    if (initials.startsWith(word) || full.startsWith(word)) return 2
    if (full.includes(word)) return 3
  }
  return detail.toLowerCase().includes(word) || id.toLowerCase().includes(word) ? 4 : undefined
}
