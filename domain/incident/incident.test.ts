import { describe, expect, it } from 'vitest'
import { incidentNumber } from './incidentNumber'
import { reportDueAtMs } from './reportDueAtMs'
import { suggestGrade } from './suggestGrade'

describe('suggested grade (white paper 6.2.3)', () => {
  it.each([
    ['fire', 'urgent', 'major'],
    ['fire', 'important', 'larger'],
    ['fire', 'minor', 'general'],
    ['crowd', 'urgent', 'critical'],
    ['traffic', 'urgent', 'publicEmergency'],
    ['equipment', 'commloss', 'general'],
    ['other', 'notice', 'general'],
  ] as const)('%s with an alarm of priority %s is offered as %s', (type, priority, grade) => {
    expect(suggestGrade(type, priority)).toBe(grade)
  })
})

describe('report to the leaders (white paper 6.2.4 (2))', () => {
  it('is due 30 minutes after grading as larger or above', () => {
    expect(reportDueAtMs('larger', 1_000)).toBe(1_801_000)
    expect(reportDueAtMs('publicEmergency', 0)).toBe(1_800_000)
  })
  it('is not asked for a general incident', () => expect(reportDueAtMs('general', 0)).toBeUndefined())
})

describe('incident number', () => {
  const openedAtMs = Date.UTC(2026, 10, 22, 16, 5)
  it('is the minute of opening in the time zone of the district', () =>
    expect(incidentNumber(openedAtMs, 'Asia/Shanghai', () => false)).toBe('SJ-20261123-0005'))
  it('tells two incidents of one minute apart', () => {
    const taken = new Set(['SJ-20261123-0005', 'SJ-20261123-0005-2'])
    expect(incidentNumber(openedAtMs, 'Asia/Shanghai', (n) => taken.has(n))).toBe('SJ-20261123-0005-3')
  })
})
