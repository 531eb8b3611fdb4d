import { expect, test } from 'vitest'
import { errors } from '../../domain/contract'
import { textsOf, type Language } from './resources'

const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.{ts,tsx}'], {
  eager: true,
  query: '?raw',
  import: 'default',
})

function keysOf(texts: unknown, path = ''): string[] {
  if (typeof texts === 'string') return [path]
  return Object.entries(texts ?? {}).flatMap(([key, value]) => keysOf(value, path ? `${path}.${key}` : key))
}
const keysByNamespace = (language: Language) =>
  Object.fromEntries(Object.entries(textsOf(language)).map(([namespace, texts]) => [namespace, keysOf(texts).sort()]))

test('both languages say the same things', () => {
  expect(keysByNamespace('en')).toEqual(keysByNamespace('zh-CN'))
})

test('a text takes the same values in both languages', () => {
  const placeholders = (language: Language) =>
    Object.fromEntries(
      Object.entries(textsOf(language)).flatMap(([namespace, texts]) =>
        keysOf(texts).map((key) => {
          const text = key.split('.').reduce<unknown>((part, step) => (part as Record<string, unknown>)[step], texts)
          return [
            `${namespace}:${key}`,
            [...String(text).matchAll(/\{\{(\w+(?:, \w+)?)\}\}/g)]
              .map(([, name = '']) => name)
              .sort((a, b) => a.localeCompare(b)),
          ]
        }),
      ),
    )
  expect(placeholders('en')).toEqual(placeholders('zh-CN'))
})

test('every refusal has a sentence', () => {
  expect(keysByNamespace('zh-CN').error).toEqual(Object.keys(errors).sort())
})

/** A key counts as used when some source holds it whole, or the part up to a `${…}` that completes it. */
test('no text is left over', () => {
  const code = Object.values(sources).join('\n')
  const starts = [...new Set(Array.from(code.matchAll(/[`:]([\w.]+)\$\{/g), ([, start = '']) => start))]
  // All that stands whole in quotes, with a namespace before it or not: looking each key up in the sources themselves takes a minute.
  const whole = new Set(Array.from(code.matchAll(/(?<=['`:])[\w.-]+(?=['`])/g), ([word]) => word))
  const isUsed = (countedKey: string) => {
    const key = countedKey.replace(/_(one|other)$/, '')
    return whole.has(key) || starts.some((start) => key.startsWith(start))
  }
  const unused = Object.entries(keysByNamespace('zh-CN'))
    .filter(([namespace]) => namespace !== 'error')
    .flatMap(([namespace, keys]) => keys.filter((key) => !isUsed(key)).map((key) => `${namespace}:${key}`))
  expect(unused).toEqual([])
})

test('between Chinese characters stands Chinese punctuation', () => {
  const latin = Object.entries(textsOf('zh-CN')).flatMap(([namespace, texts]) =>
    keysOf(texts).flatMap((key) => {
      const text = key.split('.').reduce<unknown>((part, step) => (part as Record<string, unknown>)[step], texts)
      return /\p{Script=Han}[,;?!]\p{Script=Han}/u.test(String(text)) ? [`${namespace}:${key}`] : []
    }),
  )
  expect(latin).toEqual([])
})
