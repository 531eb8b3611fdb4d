import { isSpelled } from '../search/isSpelled'
import { spell } from '../search/spell'

/** Everything that a thing can be found by, ready to be searched. */
export interface SearchWords {
  /** In small letters, apart by a sign that nobody types. */
  readonly plain: string
  /** Chinese words as they are typed with Latin letters, in full and by initials; made when first asked for. */
  spelled: string | undefined
}

export const searchWords = (words: readonly (string | undefined)[]): SearchWords => ({
  plain: words
    .filter((word) => word !== undefined && word !== '')
    .join('\n')
    .toLowerCase(),
  spelled: undefined,
})

/** The parts of what somebody typed: all must be found. Chinese and Latin written together are not taken apart. */
export const soughtParts = (text: string): string[] => text.trim().toLowerCase().split(/\s+/).filter(Boolean)

/** Whether every part is found somewhere, in the words or in how they are spelled. */
export const isFound = (words: SearchWords, parts: readonly string[]): boolean =>
  parts.every((part) => words.plain.includes(part) || (isSpelled(part) && spelledOf(words).includes(part)))

function spelledOf(words: SearchWords): string {
  words.spelled ??= Object.values(spell(words.plain)).join('\n')
  return words.spelled
}
