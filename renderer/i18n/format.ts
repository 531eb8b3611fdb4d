import type { LocalText } from '../../domain/contract'
import type { Language } from './resources'

const thinSpace = '\u2009'
export const unknown = '—'

/** `18 460`: groups of thousands parted by a thin space, a real minus, always `decimals` digits. */
export function formatNumber(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return unknown
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thinSpace)
  const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? '−' : ''
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

/** Digits that a value needs when the thing model does not say: at most two, none for whole numbers. */
export const decimalsOf = (value: number): number => (Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 2 : 1)

const formatters = new Map<string, Intl.DateTimeFormat>()
function parts(atMs: number, timeZone: string): Record<string, string> {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      weekday: 'short',
    })
    formatters.set(timeZone, formatter)
  }
  return Object.fromEntries(formatter.formatToParts(atMs).map(({ type, value }) => [type, value]))
}

/** `14:27:02` in the district's time zone; `14:27` with `seconds: false`. */
export function formatClock(atMs: number, timeZone: string, { seconds = true }: { seconds?: boolean } = {}): string {
  const { hour, minute, second } = parts(atMs, timeZone)
  return seconds ? `${hour}:${minute}:${second}` : `${hour}:${minute}`
}

/** `14:26:41.208`. */
export const formatClockMs = (atMs: number, timeZone: string): string =>
  `${formatClock(atMs, timeZone)}.${String(Math.floor(atMs) % 1000).padStart(3, '0')}`

/** The time alone on the same day, else `11-08 09:14`. */
export function formatMoment(atMs: number, nowMs: number, timeZone: string): string {
  const at = parts(atMs, timeZone)
  const now = parts(nowMs, timeZone)
  const isToday = at.year === now.year && at.month === now.month && at.day === now.day
  return isToday ? formatClock(atMs, timeZone) : `${at.month}-${at.day} ${at.hour}:${at.minute}`
}

/** `2026-11-22 14:26:41`. */
export function formatDateTime(atMs: number, timeZone: string): string {
  const { year, month, day } = parts(atMs, timeZone)
  return `${year}-${month}-${day} ${formatClock(atMs, timeZone)}`
}

/** `11月22日 周日`, `Sun 22 Nov`. */
export function formatDay(atMs: number, timeZone: string, language: Language): string {
  const options = { timeZone, month: language === 'en' ? 'short' : 'long', day: 'numeric' } as const
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options).format(atMs)
  const weekday = new Intl.DateTimeFormat(language, { timeZone, weekday: 'short' }).format(atMs)
  return language === 'en' ? `${weekday} ${day}` : `${day} ${weekday}`
}

/** A unit with its counted words translated, `辆/min` → `vehicles/min`; symbols stay as they are. */
export const formatUnit = (unit: string, counted: Readonly<Record<string, string>>): string =>
  unit.replaceAll(/\p{Script=Han}+/gu, (word) => counted[word] ?? word)

/** Names of units of time, from the texts. */
export interface TimeUnits {
  second: string
  minute: string
  hour: string
  day: string
}

const two = (value: number) => String(value).padStart(2, '0')

/** How long something lasts: `00:21`, `15:29`, `4:31:42`; days as `3 d 04:31`. */
export function formatDuration(durationMs: number, units: TimeUnits): string {
  const s = Math.max(0, Math.floor(durationMs / 1000))
  const [days, hours, minutes] = [Math.floor(s / 86_400), Math.floor(s / 3600) % 24, Math.floor(s / 60) % 60]
  if (days > 0) return `${days}${thinSpace}${units.day} ${two(hours)}:${two(minutes)}`
  if (hours > 0) return `${hours}:${two(minutes)}:${two(s % 60)}`
  return `${two(minutes)}:${two(s % 60)}`
}

/** How old something is, in one unit: `8 s`, `33 分`, `1 时`, `3 天`. */
export function formatAge(ageMs: number, units: TimeUnits): string {
  const s = Math.max(0, Math.floor(ageMs / 1000))
  if (s < 60) return `${s}${thinSpace}${units.second}`
  if (s < 3600) return `${Math.floor(s / 60)}${thinSpace}${units.minute}`
  if (s < 86_400) return `${Math.floor(s / 3600)}${thinSpace}${units.hour}`
  return `${Math.floor(s / 86_400)}${thinSpace}${units.day}`
}

/** The text of the language on screen. */
export const pickText = (text: LocalText, language: Language): string => (language === 'zh-CN' ? text.zh : text.en)

/** `UTC+8`, the zone's offset at a moment. */
export function formatZone(atMs: number, timeZone: string): string {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(atMs)
    .find(({ type }) => type === 'timeZoneName')?.value
  return (name ?? 'UTC').replace('GMT', 'UTC')
}
