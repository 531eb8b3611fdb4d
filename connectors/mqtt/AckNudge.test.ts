import { beforeEach, expect, it } from 'vitest'
import { AckNudge } from './AckNudge'

let nowMs = 0
let due: (() => void) | undefined
let sent = 0
let nudge: AckNudge

beforeEach(() => {
  nowMs = 1_000
  due = undefined
  sent = 0
  nudge = new AckNudge({
    send: (bytes) => {
      expect([...bytes]).toEqual([0xc0, 0])
      sent += 1
    },
    now: () => nowMs,
    after(_delayMs, run) {
      due = run
      return () => (due = undefined)
    },
  })
})
const rest = () => {
  const run = due
  due = undefined
  run?.()
}

it('pings once for all messages of a moment, and again for the next', () => {
  for (let message = 0; message < 100; message++) nudge.heard()
  rest()
  expect(sent).toBe(1)
  rest()
  expect(sent).toBe(1)
  nudge.heard()
  rest()
  expect(sent).toBe(2)
})

it('does not ping where something else went out meanwhile', () => {
  nudge.heard()
  nudge.sent()
  rest()
  expect(sent).toBe(0)
})

it('gives a broker that is behind no more pings, until its answers can no longer come', () => {
  for (let moment = 0; moment < 30; moment++) {
    nudge.heard()
    rest()
  }
  expect(sent).toBe(16)
  nudge.answered()
  nudge.heard()
  rest()
  expect(sent).toBe(17)
  nowMs += 1_000
  nudge.heard()
  rest()
  expect(sent).toBe(18)
})

it('measures a ping that no other waited before', () => {
  nudge.pinged()
  nowMs += 3
  nudge.pinged()
  nowMs += 4
  expect(nudge.answered()).toBe(7)
  expect(nudge.answered()).toBeUndefined()
  nudge.pinged()
  nowMs += 2
  expect(nudge.answered()).toBe(2)
})
