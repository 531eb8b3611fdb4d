import { isSpelled } from '../../../domain/search/isSpelled'
import { spell } from '../../../domain/search/spell'
import type { Registry } from '../../feed'

/** Answers for each row whether all words of a text stand in it. */
export interface DeviceText {
  /** One byte a row, 1 where it matches; `undefined` for a text without words. */
  match(text: string): Uint8Array | undefined
}

/** Words that many devices share (a type's, a place's): matched once, not once a device. */
interface Shared {
  plain: string
  spelled?: string
}

const joined = (...words: (string | undefined)[]): string => words.filter(Boolean).join('\n').toLowerCase()

/**
 * Full text over devices: id, both names, type, maker, model, plot and building, each word anywhere in any of them. Chinese is found by its pinyin too, in full or by initials.
 * What is typed in Latin letters spells every name once; names repeat their words, so that is a fraction of a second for a hundred thousand, and nothing after that.
 *
 * @param extra further words of a row, e.g. its tags
 */
export function createDeviceText(registry: Registry, extra: (row: number) => string | undefined): DeviceText {
  const { devices, geometry } = registry
  const own = devices.ids.map((id, row) => joined(id, devices.namesZh[row], devices.namesEn[row], extra(row)))
  const spelled: string[] = []
  const types = devices.typeIds.map((id): Shared => {
    const type = registry.types.get(id)
    return { plain: joined(id, type?.name.zh, type?.name.en, type?.maker, type?.model) }
  })
  const places = new Map<string, Shared>(
    [...geometry.buildings, ...geometry.plots].map(({ id, name }) => [id, { plain: joined(name.zh, name.en) }]),
  )
  const placesOf = (row: number): Shared[] => {
    const { building, plot } = registry.whereabouts(row)
    return [building?.id, plot?.id].flatMap((id) => (id === undefined ? [] : (places.get(id) ?? [])))
  }
  const spellingOfRow = (row: number) => (spelled[row] ??= Object.values(spell(devices.namesZh[row] ?? '')).join('\n'))
  const holds = (shared: Shared, word: string, isLatin: boolean) =>
    shared.plain.includes(word) ||
    (isLatin && (shared.spelled ??= Object.values(spell(shared.plain)).join('\n')).includes(word))

  const matchWord = (word: string, matches: Uint8Array): void => {
    const isLatin = isSpelled(word)
    const typeHolds = types.map((shared) => holds(shared, word, isLatin))
    const placeHolds = new Map([...places.values()].map((shared) => [shared, holds(shared, word, isLatin)]))
    const anyPlace = [...placeHolds.values()].includes(true)
    for (let row = 0; row < own.length; row += 1) {
      if (matches[row] === 0) continue
      const isThere =
        own[row]?.includes(word) === true ||
        typeHolds[devices.types[row] ?? -1] === true ||
        (anyPlace && placesOf(row).some((place) => placeHolds.get(place) === true)) ||
        (isLatin && spellingOfRow(row).includes(word))
      if (!isThere) matches[row] = 0
    }
  }

  return {
    match(text) {
      const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean)
      if (words.length === 0) return undefined
      const matches = new Uint8Array(own.length).fill(1)
      for (const word of words) matchWord(word, matches)
      return matches
    },
  }
}
