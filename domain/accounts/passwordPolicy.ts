import { commonWords } from './commonPasswords'

/** The white paper asks for 6; GB/T 22239 level 3 practice is 8. */
export const minPasswordLength = 8
/** A password must be changed after this, ms. @source White paper 6.4.3.2: at least every 90 days */
export const maxPasswordAgeMs = 90 * 86_400_000
/** A new password must differ from this many old ones. @source White paper 6.4.3.2 */
export const rememberedPasswords = 5
const minClasses = 3

/** Why a password is refused. The sentence stands in the i18n files under `passwordFault.<code>`. */
export type PasswordFault = 'tooShort' | 'tooFewClasses' | 'tooCommon' | 'containsName'

/** Digit, capital, small letter, and everything else: the four kinds of the white paper, Chinese characters among the last. */
const classes = [/\d/, /\p{Lu}/u, /\p{Ll}/u, /[^\d\p{Lu}\p{Ll}]/u]

/** Signs that stand for letters in passwords that are common all the same. */
const disguises: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}
const undisguised = (text: string): string => text.replace(/./gu, (sign) => disguises[sign] ?? sign)
const core = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

/** A common word with decoration, also when its letters are disguised: Admin@2026, P@ssw0rd!, 1qaz2wsx. */
function isCommon(password: string): boolean {
  const lower = password.toLowerCase()
  const letters = lower.replace(/[^\p{L}]/gu, '')
  const isOneSign = new Set(lower).size <= 2
  return isOneSign || commonWords.has(letters) || commonWords.has(undisguised(core(lower)))
}

const contains = (password: string, name: string): boolean =>
  name.length >= 3 && password.toLowerCase().includes(name.toLowerCase())

/**
 * Everything that is wrong with a new password; empty when it is accepted.
 *
 * @param names what it must not contain: name and display name of the account; names under three characters are not looked for
 * @source White paper 6.4.3.2; programme section 5
 */
export function findPasswordFaults(password: string, names: readonly string[]): PasswordFault[] {
  const faults: PasswordFault[] = []
  if ([...password].length < minPasswordLength) faults.push('tooShort')
  if (classes.filter((kind) => kind.test(password)).length < minClasses) faults.push('tooFewClasses')
  if (isCommon(password)) faults.push('tooCommon')
  if (names.some((name) => contains(password, name))) faults.push('containsName')
  return faults
}

/** @param changedAtMs when the password was set, @param nowMs UTC ms */
export const isPasswordExpired = (changedAtMs: number, nowMs: number): boolean => nowMs - changedAtMs > maxPasswordAgeMs
