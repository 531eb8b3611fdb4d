import type { CommandSchedule, ScheduleWhen } from '../../../domain/contract'
import { momentText, typedMoment } from '../../widgets/dateTime/typedMoment'

/** When, as a person types it. */
export interface WhenDraft {
  readonly kind: 'once' | 'weekly'
  /** By the district's clock, `2026-11-23 07:30`. */
  readonly at: string
  /** `07:30 18:00` */
  readonly times: string
  readonly weekdays: readonly number[]
  readonly holidays: 'ignore' | 'workdays' | 'restDays'
}

/** @returns nothing while a time is missing or is none */
export function whenOf(draft: WhenDraft, timeZone: string): ScheduleWhen | undefined {
  if (draft.kind === 'once') {
    const atMs = typedMoment(draft.at, timeZone, 'minute')
    return atMs === undefined ? undefined : { kind: 'once', atMs }
  }
  const minutes = draft.times
    .split(/[\s,，、]+/)
    .filter((text) => text !== '')
    .map(minuteOf)
  const weekdays = draft.weekdays.toSorted((a, b) => a - b)
  const isWhole = minutes.length > 0 && minutes.length <= 24 && (weekdays.length > 0 || draft.holidays !== 'ignore')
  const sound = minutes.flatMap((minute) => minute ?? [])
  if (!isWhole || sound.length !== minutes.length) return undefined
  return {
    kind: 'weekly',
    minutes: sound,
    weekdays: weekdays.length > 0 ? weekdays : [1, 2, 3, 4, 5, 6, 7],
    holidays: draft.holidays,
  }
}

/** `7:30` or `07：30`. */
function minuteOf(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2})[:：](\d{2})$/.exec(text) ?? []
  const minute = Number(hours) * 60 + Number(minutes)
  return hours !== undefined && Number(hours) < 24 && Number(minutes) < 60 ? minute : undefined
}

const twoDigits = (n: number): string => String(n).padStart(2, '0')

export function draftOfWhen(when: CommandSchedule['when'] | undefined, nowMs: number, timeZone: string): WhenDraft {
  const at = momentText(when?.kind === 'once' ? when.atMs : nowMs + 3_600_000, timeZone, 'minute')
  if (when?.kind !== 'weekly')
    return { kind: when ? 'once' : 'weekly', at, times: '', weekdays: [1, 2, 3, 4, 5], holidays: 'ignore' }
  const times = when.minutes.map((minute) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`)
  return { kind: 'weekly', at, times: times.join(' '), weekdays: when.weekdays, holidays: when.holidays }
}

const weekdayKeys = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
/** Key of a weekday's name; 1 is Monday. */
export const weekdayKey = (day: number): (typeof weekdayKeys)[number] => weekdayKeys[day - 1] ?? 'mon'
