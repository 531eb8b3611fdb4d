/** Digits and letters that nobody takes for each other, read out or typed (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 80 bits: with five tries a minute nobody guesses one while it is good. */
const length = 16
const groupLength = 4

/** @param random at least 16 random bytes */
export function makeActivationCode(random: Uint8Array): string {
  const letters = Array.from(random.subarray(0, length), (byte) => alphabet.charAt(byte & 31))
  if (letters.length < length) throw new RangeError(`${length} random bytes are needed`)
  return groupsOf(letters.join(''))
}

/** The code as it was made, however it was typed: small letters, without dashes, O for 0, I or L for 1. @returns `undefined` for what cannot be one */
export function normaliseActivationCode(typed: string): string | undefined {
  if (typed.length > 64) return undefined
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  if (plain.length !== length || [...plain].some((letter) => !alphabet.includes(letter))) return undefined
  return groupsOf(plain)
}

const groupsOf = (plain: string): string =>
  Array.from({ length: length / groupLength }, (_, at) => plain.slice(at * groupLength, (at + 1) * groupLength)).join(
    '-',
  )
