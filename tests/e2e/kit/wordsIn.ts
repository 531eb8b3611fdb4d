import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../console'

/** A text of the product with its values left out, to find a control by in whichever language the window is. */
export type Words = (key: string) => RegExp

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/**
 * Texts of one language, by `namespace:key`.
 *
 * @throws Error for a key that has none
 */
export function wordsIn(language: 'zh-CN' | 'en'): Words {
  const read = new Map<string, unknown>()
  return (key) => {
    const [namespace = '', path = ''] = key.split(':')
    if (!read.has(namespace))
      read.set(namespace, JSON.parse(readFileSync(join(root, 'renderer/i18n', language, `${namespace}.json`), 'utf8')))
    const text = path
      .split('.')
      .reduce<unknown>(
        (part, step) => (typeof part === 'object' && part !== null ? Reflect.get(part, step) : undefined),
        read.get(namespace),
      )
    if (typeof text !== 'string') throw new Error(`no text for ${key}`)
    return new RegExp(
      `^${text
        .split(/\{\{[^}]+\}\}/)
        .map(escaped)
        .join('.*')}`,
    )
  }
}
