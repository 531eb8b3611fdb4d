import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AlarmId, type Alarm } from '../../domain/contract'
import { familiesByMonitor, monitors } from '../../domain/indicators/definitions'
import { makeAlarm } from '../testing/builders'
import { MonitorBook } from './MonitorBook'
import { countByPriority, isSettled, priorityOrder, worstPriority } from './rank'

const families = [...new Set(monitors.flatMap((monitor) => familiesByMonitor[monitor]))].slice(0, 5)
const familyOf = ({ id }: Alarm) => families[Number(id.slice(1)) % 6]
const states = ['unacknowledged', 'acknowledged', 'returnedUnacknowledged', 'returned', 'shelved'] as const
const alarm = fc
  .record({ nth: fc.nat(11), state: fc.constantFrom(...states), priority: fc.constantFrom(...priorityOrder) })
  .map(({ nth, ...rest }) => makeAlarm({ id: AlarmId.parse(`A${nth}`), ...rest }))
const gone = fc.nat(11).map((nth) => AlarmId.parse(`A${nth}`))

test('counted change by change or all at once, monitors say the same (property)', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(alarm, gone), { maxLength: 40 }), fc.nat(5), (steps, every) => {
      const items = new Map<string, Alarm>()
      const book = new MonitorBook(familyOf)
      steps.forEach((step, at) => {
        const id = typeof step === 'string' ? step : step.id
        if (typeof step === 'string') items.delete(id)
        else items.set(id, step)
        book.update(items, every > 0 && at % every === 0 ? undefined : [id])
      })
      const shown = [...items.values()].filter((each) => !isSettled(each))
      for (const monitor of monitors) {
        const own = shown.filter((each) => familiesByMonitor[monitor].some((family) => family === familyOf(each)))
        expect(book.view.get(monitor)).toEqual({ worst: worstPriority(own), counts: countByPriority(own) })
      }
    }),
    { numRuns: 200, seed: 3 },
  )
})

test('what says nothing new is no other view', () => {
  const book = new MonitorBook(familyOf)
  const items = new Map([['A1', makeAlarm({ id: AlarmId.parse('A1') })]])
  book.update(items)
  const { view } = book
  book.update(items, ['A1', 'A2'])
  book.update(items)
  expect(book.view).toBe(view)
})
