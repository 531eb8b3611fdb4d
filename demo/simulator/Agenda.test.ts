import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Agenda } from './Agenda'

it('runs what is due in order of time, and of the same moment in the order it was added', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: 0, max: 25 }), (times, until) => {
      const agenda = new Agenda()
      const ran: string[] = []
      times.forEach((atMs, i) => agenda.add(atMs, () => ran.push(`${atMs}:${i}`)))
      agenda.runUntil(until)
      const due = times.map((atMs, i) => ({ atMs, i })).filter(({ atMs }) => atMs <= until)
      expect(ran).toEqual(due.sort((a, b) => a.atMs - b.atMs || a.i - b.i).map(({ atMs, i }) => `${atMs}:${i}`))
    }),
    { seed: 20_261_123 },
  )
})

it('also runs what is added by what runs, when it is due', () => {
  const agenda = new Agenda()
  const ran: number[] = []
  agenda.add(1, (atMs) => {
    ran.push(atMs)
    agenda.add(2, (then) => ran.push(then))
    agenda.add(9, (then) => ran.push(then))
  })
  agenda.runUntil(5)
  expect(ran).toEqual([1, 2])
})
