import type { Randoms } from './randoms'

/** Letters and pieces that decoders stumble over. */
const pieces: readonly string[] = [
  ...'"{}[],:-09\\\u0000\u202e\r\n =()城',
  'null',
  'true',
  '1e999',
  '-1e-999',
  '0x',
  '\\u0000',
  '\\ud800',
  '__proto__',
  'constructor',
  '999999999999999999999',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '[[[[[[[[',
  '=cmd|x!A1',
]
const junk: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  -0.5,
  '',
  '__proto__',
  'x'.repeat(300),
  [],
  {},
  [[]],
  '\u0000',
  2 ** 53 + 2,
  { toString: 1 },
  { valueOf: null },
  { length: 1e9 },
  { length: { toString: 1 } },
]

/** Text with one to four changes: a letter exchanged, a piece cut out, doubled, or put in. */
export function mutateText(text: string, random: Randoms): string {
  let bent = text
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    const at = random.below(bent.length + 1)
    const length = random.below(12)
    const piece = pieces[random.below(pieces.length)] ?? ''
    const way = random.below(4)
    if (way === 0) bent = bent.slice(0, at) + piece + bent.slice(at + 1)
    else if (way === 1) bent = bent.slice(0, at) + bent.slice(at + length)
    else if (way === 2) bent = bent.slice(0, at + length) + bent.slice(at)
    else bent = bent.slice(0, at) + piece + bent.slice(at)
  }
  return bent
}

/** Bytes with one to four changes. */
export function mutateBytes(bytes: Uint8Array, random: Randoms): Uint8Array {
  let bent = [...bytes]
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    const at = random.below(bent.length + 1)
    const way = random.below(4)
    if (way === 0) bent[Math.min(at, Math.max(0, bent.length - 1))] = random.below(256)
    else if (way === 1) bent.splice(at, 1 + random.below(4))
    else if (way === 2) bent.splice(at, 0, random.below(256))
    else bent = bent.slice(0, at)
  }
  return Uint8Array.from(bent)
}

/** A copy of a document with one to three of its members exchanged for what does not belong there, taken out, or put in. */
export function mutateJson(document: unknown, random: Randoms): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(document))
  for (let changes = 1 + random.below(3); changes > 0; changes--) {
    let node = copy
    for (;;) {
      if (typeof node !== 'object' || node === null) break
      const keys = Object.keys(node)
      const key = keys[random.below(keys.length)]
      if (key === undefined) break
      const child: unknown = Reflect.get(node, key)
      if (typeof child === 'object' && child !== null && random.next() < 0.85) {
        node = child
        continue
      }
      const way = random.below(10)
      if (way === 0) Reflect.deleteProperty(node, key)
      else if (way === 1)
        Object.defineProperty(node, '__proto__', { value: { polluted: 1 }, enumerable: true, configurable: true })
      else Reflect.set(node, key, structuredClone(junk[random.below(junk.length)]))
      break
    }
  }
  return copy
}
