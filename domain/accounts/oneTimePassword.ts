// Sixteen letters and eight digits that nobody mistakes for each other when the code is read out: four and three bits each.
const letters = 'abcdefghkmnprstw'
const digits = '23456789'
const shape = 'aaaaa-9999-aaaaa'

/**
 * A code for the first sign-in, good for one use: 52 bits, accepted by the password policy.
 *
 * @param random at least 16 bytes
 */
export function oneTimePassword(random: Uint8Array): string {
  if (random.length < shape.length) throw new RangeError('a one-time password needs 16 random bytes')
  return [...shape]
    .map((sign, i) => {
      const byte = random[i] ?? 0
      return sign === 'a' ? letters.charAt(byte & 15) : sign === '9' ? digits.charAt(byte & 7) : sign
    })
    .join('')
}
