/** UTF-8 without the platform: this folder runs in pages, cores and tests alike. */
export function toUtf8(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f))
    else if (code < 0x1_0000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
    else
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
  }
  return Uint8Array.from(bytes)
}

/** Least code point of a sequence of so many bytes: shorter forms must be used. */
const least = [0, 0, 0x80, 0x800, 0x1_0000]

/** @returns `undefined` when the bytes are no UTF-8: broken, overlong, or halves of surrogates */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0
    const size =
      first < 0x80 ? 1 : first >> 5 === 0b110 ? 2 : first >> 4 === 0b1110 ? 3 : first >> 3 === 0b11110 ? 4 : 0
    if (size === 0 || at + size > bytes.length) return undefined
    let code = size === 1 ? first : first & (0xff >> (size + 1))
    for (let i = 1; i < size; i++) {
      const next = bytes[at + i] ?? 0
      if (next >> 6 !== 0b10) return undefined
      code = (code << 6) | (next & 0x3f)
    }
    if (code < (least[size] ?? 0) || code > 0x10_ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined
    text += String.fromCodePoint(code)
    at += size
  }
  return text
}
