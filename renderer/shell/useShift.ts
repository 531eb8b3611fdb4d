import { useNow } from '../feed'
import { useFormat } from '../i18n'
import { useSetting } from '../settings/useSetting'
import { shiftAt, Shifts, usualShifts } from './shiftAt'

/** The shift that runs now, as `白班 08:00–20:00`. */
export function useShift(): string {
  const { value } = useSetting('duty.shifts', Shifts, usualShifts)
  const now = useNow()
  const format = useFormat()
  const { name, from, to } = shiftAt(value, format.clock(now, { seconds: false }))
  return `${format.text(name)} ${from}–${to}`
}
