const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const timeCharacters = 10
const randomCharacters = 16

/**
 * A ULID: 48 bits of time, 80 bits of chance, 26 characters that sort by time.
 *
 * @param timeMs UTC ms, below 2^48
 * @param random 16 bytes, of which five bits each are used
 */
export function ulid(timeMs: number, random: Uint8Array): string {
  if (random.length < randomCharacters) throw new RangeError('a ULID needs 16 random bytes')
  let time = ''
  for (let rest = timeMs, i = 0; i < timeCharacters; i++, rest = Math.floor(rest / 32))
    time = alphabet.charAt(rest % 32) + time
  let chance = ''
  for (let i = 0; i < randomCharacters; i++) chance += alphabet.charAt((random[i] ?? 0) & 31)
  return time + chance
}
