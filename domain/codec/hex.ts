/** `68 11 0a`: two digits a byte, with spaces. */
export const toHex = (bytes: Uint8Array, between = ' '): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(between)

/**
 * Bytes of hex digits as people paste them: spaces, line ends, commas, `0x` and `\x` between them are skipped.
 *
 * @returns `undefined` when something else is in it, or half a byte
 */
export function fromHex(text: string): Uint8Array | undefined {
  const digits = text.replaceAll(/0x|\\x|[\s,;:-]/gi, '')
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits)) return undefined
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16))
}
