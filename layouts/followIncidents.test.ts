import { describe, expect, test } from 'vitest'
import type { IncidentGrade } from '../domain/contract'
import { beginWith, chooseByHand, followIncidents, type LayoutState } from './index'

const withOpen = (state: LayoutState, ...grades: IncidentGrade[]) => followIncidents(state, grades, 'four-incident')

describe('layouts follow incidents', () => {
  test.each(['larger', 'major', 'critical', 'publicEmergency'] as const)(
    'an incident of grade %s brings the incident layout, its end the former one',
    (grade) => {
      const during = withOpen(beginWith('four'), 'general', grade)
      expect(during.shown).toBe('four-incident')
      expect(withOpen(during, 'general')).toEqual(beginWith('four'))
    },
  )

  test('a general incident changes nothing', () => {
    expect(withOpen(beginWith('four'), 'general', 'general')).toEqual(beginWith('four'))
  })

  test('the former layout comes back only when the last grave incident is over', () => {
    const both = withOpen(withOpen(beginWith('four'), 'larger'), 'larger', 'major')
    expect(withOpen(both, 'major').shown).toBe('four-incident')
    expect(withOpen(withOpen(both, 'major')).shown).toBe('four')
  })

  test('an incident graded down to general gives the former layout back', () => {
    expect(withOpen(withOpen(beginWith('mine'), 'major'), 'general').shown).toBe('mine')
  })

  test('who goes back to an everyday layout keeps it: through further incidents, and after them', () => {
    const back = chooseByHand(withOpen(beginWith('four'), 'larger'), { id: 'mine', occasion: 'everyday' })
    expect(withOpen(back, 'larger', 'critical').shown).toBe('mine')
    expect(withOpen(back).shown).toBe('mine')
  })

  test('another incident layout chosen during an incident goes with it', () => {
    const other = chooseByHand(withOpen(beginWith('four'), 'larger'), { id: 'my-incident', occasion: 'incident' })
    expect(other.shown).toBe('my-incident')
    expect(withOpen(other).shown).toBe('four')
  })

  test('an incident layout chosen by hand in quiet times is not taken away by an incident that ends', () => {
    const by = chooseByHand(beginWith('four'), { id: 'four-incident', occasion: 'incident' })
    expect(withOpen(withOpen(by, 'major')).shown).toBe('four-incident')
  })

  test('the next incident after that brings the incident layout anew', () => {
    const after = withOpen(chooseByHand(withOpen(beginWith('four'), 'larger'), { id: 'mine', occasion: 'everyday' }))
    expect(withOpen(after, 'larger')).toEqual({ shown: 'four-incident', former: 'mine', isGrave: true })
  })
})
