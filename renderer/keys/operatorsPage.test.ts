import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { textsOf, type Language } from '../i18n/resources'
import { actionGroups, actionIds, definitionOf, fixedKeys } from './actions'
import { capOfChord } from './chord'
import { numberedLine } from './numberedLine'

const page = readFileSync(join(import.meta.dirname, '../../docs/operators.md'), 'utf8').replaceAll(/ +/g, ' ')

/** The rows of the operators' page, as the sheet of keys shows them. */
function rowsOf(language: Language): string[] {
  const { keys: texts } = textsOf(language) as { keys: Record<string, Record<string, string>> }
  const row = (chords: readonly string[], words: string | undefined, between = ', ') =>
    `| ${chords.map(capOfChord).join(between)} | ${words} |`
  const groups = actionGroups.flatMap((group) => {
    const ids = actionIds.filter((id) => definitionOf(id).group === group)
    const line = numberedLine(ids.map((id) => definitionOf(id).keys[0]))
    if (line) return [row([line.first, line.last], texts['all']?.[group], ' … ')]
    return ids.map((id) => row(definitionOf(id).keys, texts['action']?.[id]))
  })
  const fixed = fixedKeys.map(({ place, id, keys }) => row(keys, `${texts['place']?.[place]}: ${texts['fixed']?.[id]}`))
  return [...groups, ...fixed]
}

test.each(['zh-CN', 'en'] as const)('the operators’ page names every key, in %s', (language) => {
  expect(rowsOf(language).filter((row) => !page.includes(row))).toEqual([])
})
