import { expect, test } from 'vitest'
import type { Plan } from '../contract'
import { instructionOf } from './instructionOf'

const en = ({ en: words }: { en: string }) => words
const go: Plan['steps'][number] = {
  id: 'go',
  name: { zh: '到场', en: 'Go there' },
  after: [],
  action: {
    kind: 'task',
    skills: [],
    count: 2,
    instruction: { zh: '带灭火器到场', en: 'Go there with extinguishers' },
  },
}
const alarms = [
  { name: { zh: '漏水', en: 'Leak' }, response: [{ zh: '关阀', en: 'Close the valve' }] },
  { name: { zh: '离线', en: 'Offline' }, response: [] },
]
const known = { plans: [{ steps: [go] }], alarms }

test('what a plan or an alarm knows in both languages is read in that of the reader', () => {
  expect(instructionOf({ instruction: '带灭火器到场', stepId: 'go' }, known, en)).toBe('Go there with extinguishers')
  expect(instructionOf({ instruction: '关阀' }, known, en)).toBe('Close the valve')
  expect(instructionOf({ instruction: '离线' }, known, en)).toBe('Offline')
})

test('what a person typed stays as it was typed', () => {
  expect(instructionOf({ instruction: '带灭火器到场，走东门', stepId: 'go' }, known, en)).toBe('带灭火器到场，走东门')
  expect(instructionOf({ instruction: '去看看' }, known, en)).toBe('去看看')
})
