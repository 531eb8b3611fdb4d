import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const renderer = join(import.meta.dirname, '..')
const read = (paths: string[]) =>
  Object.fromEntries(paths.map((path) => [path, readFileSync(join(renderer, path), 'utf8')]))
const styles = read(
  readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.module.css')),
)
const tokens = read(['theme/tokens.css', 'theme/global.css'])

const linesOf = (sheets: Record<string, string>, pattern: RegExp) =>
  Object.entries(sheets).flatMap(([path, text]) => Array.from(text.matchAll(pattern), (match) => ({ path, match })))

/** What darkens a display is black whatever the theme says. */
const themeless = /^(desk|comfort)\b/

test('a colour is a token, so that it follows the theme', () => {
  const own = linesOf(styles, /#[\da-f]{3,8}\b|\brgba?\(/gi)
    .filter(({ path, match }) => !themeless.test(path) && match[0] !== '#0006')
    .map(({ path, match }) => `${path}: ${match[0]}`)
  expect(own).toEqual([])
})

test('every token that is asked for is there', () => {
  const there = new Set(linesOf({ ...styles, ...tokens }, /(--[\w-]+)\s*:/g).map(({ match: [, name] }) => name))
  const missing = linesOf(styles, /var\((--[\w-]+)\)/g)
    .filter(({ match: [, name = ''] }) => !there.has(name))
    .map(({ path, match }) => `${path}: ${match[0]}`)
  // These are given by the component, beside the sheet.
  expect(missing.filter((each) => !/--(alarm|device)-columns|--comfort-size|--drag-[xy]/.test(each))).toEqual([])
})

test('a family of letters is not taken for a whole font, which a browser would drop without a word', () => {
  const families = new Set(linesOf(tokens, /(--font-[\w-]+):\s*"/g).map(({ match: [, name] }) => name))
  expect(families).toContain('--font-code')
  const taken = linesOf(styles, /font:\s*var\((--font-[\w-]+)\)/g)
    .filter(({ match: [, name = ''] }) => families.has(name))
    .map(({ path, match }) => `${path}: ${match[0]}`)
  expect(taken).toEqual([])
})
