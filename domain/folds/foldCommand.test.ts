import { describe, expect, it } from 'vitest'
import { DeviceId } from '../contract/primitives'
import type { Actor, Command } from '../contract/state'
import { foldSubject } from './fold'
import { entriesOf, type Told } from './testEntries'

const issued = (isHeld = false, more = {}): Told => [
  'command.issued',
  { deviceId: DeviceId.parse('d1'), service: 'open', input: { angle: 90 }, commandClass: 2, isHeld },
  more,
]
const events = {
  sent: ['command.sent', {}],
  answered: ['command.answered', { answer: 'ok' }],
  failed: ['command.failed', { answer: 'no' }],
  unknown: ['command.becameUnknown', {}],
  expired: ['command.expired', {}],
  withdrawn: ['command.withdrawn', { reason: 'undone' }],
} satisfies Record<string, Told>

const ways: Record<Command['state'], Told[]> = {
  awaiting: [
    [
      'command.issued',
      {
        deviceId: DeviceId.parse('d1'),
        service: 'open',
        input: {},
        commandClass: 3,
        isHeld: false,
        confirmByMs: 9_000,
      },
      { by: { kind: 'account', id: 'anna' } },
    ],
  ],
  held: [issued(true)],
  issued: [issued()],
  sent: [issued(), events.sent],
  answered: [issued(), events.sent, events.answered],
  failed: [issued(), events.sent, events.failed],
  unknown: [issued(), events.sent, events.unknown],
  expired: [issued(), events.expired],
  withdrawn: [issued(true), events.withdrawn],
}

/** Where each event leads from each state; a reason where it is void. */
const table: Record<Command['state'], Record<keyof typeof events, string>> = {
  awaiting: {
    sent: 'sent',
    answered: 'answered',
    failed: 'failed',
    unknown: 'unknown',
    expired: 'expired',
    withdrawn: 'withdrawn',
  },
  held: {
    sent: 'sent',
    answered: 'answered',
    failed: 'failed',
    unknown: 'unknown',
    expired: 'expired',
    withdrawn: 'withdrawn',
  },
  issued: {
    sent: 'sent',
    answered: 'answered',
    failed: 'failed',
    unknown: 'unknown',
    expired: 'expired',
    withdrawn: 'withdrawn',
  },
  sent: {
    sent: 'alreadySo',
    answered: 'answered',
    failed: 'failed',
    unknown: 'unknown',
    expired: 'tooLate',
    withdrawn: 'tooLate',
  },
  answered: {
    sent: 'isOver',
    answered: 'isOver',
    failed: 'isOver',
    unknown: 'isOver',
    expired: 'isOver',
    withdrawn: 'isOver',
  },
  failed: {
    sent: 'isOver',
    answered: 'isOver',
    failed: 'isOver',
    unknown: 'isOver',
    expired: 'isOver',
    withdrawn: 'isOver',
  },
  unknown: {
    sent: 'isOver',
    answered: 'answered',
    failed: 'failed',
    unknown: 'isOver',
    expired: 'isOver',
    withdrawn: 'isOver',
  },
  expired: {
    sent: 'sent',
    answered: 'answered',
    failed: 'isOver',
    unknown: 'unknown',
    expired: 'isOver',
    withdrawn: 'isOver',
  },
  withdrawn: {
    sent: 'sent',
    answered: 'answered',
    failed: 'isOver',
    unknown: 'unknown',
    expired: 'isOver',
    withdrawn: 'isOver',
  },
}

describe('a command, every state by every event', () => {
  const pairs = Object.entries(table).flatMap(([state, row]) =>
    Object.entries(row).map(([event, to]) => [state as Command['state'], event as keyof typeof events, to] as const),
  )

  it.each(pairs)('%s, %s → %s', (state, event, to) => {
    const told = [...ways[state], events[event]]
    const { subject, voids } = foldSubject('command', entriesOf('c1', told))
    const reason = voids.get(`e${told.length - 1}`)
    expect(reason ?? subject?.state.state).toBe(to)
    if (reason) expect(subject?.state.state).toBe(state)
  })

  it('never waits again once it has left or ended, so it is sent at most once (P4, I8)', () => {
    const leadsToWaiting = pairs.filter(([, , to]) => to === 'held' || to === 'issued' || to === 'awaiting')
    expect(leadsToWaiting).toEqual([])
    expect(table.sent.sent).toBe('alreadySo')
  })
})

it('a command whose entries a seat wrote with a clock that was behind comes out the same', () => {
  const told: Told[] = [
    ['command.sent', {}, { atMs: 100, origin: 'b' }],
    ['command.becameUnknown', {}, { atMs: 200, origin: 'b' }],
    issued(false, { atMs: 90_000, origin: 'a' }),
  ]
  expect(foldSubject('command', entriesOf('c1', told))).toMatchObject({
    subject: { state: { state: 'unknown', sentAtMs: 100 } },
    voids: new Map(),
  })
  const answered: Told[] = [
    ['command.answered', { answer: 'ok' }, { atMs: 200, origin: 'b' }],
    ['command.sent', {}, { atMs: 80_000, origin: 'a' }],
    issued(false, { atMs: 90_000, origin: 'a' }),
  ]
  expect(foldSubject('command', entriesOf('c1', answered)).subject?.state).toMatchObject({
    state: 'answered',
    sentAtMs: 80_000,
  })
})

it('a command carries what was asked, when it left and how it ended', () => {
  const { subject } = foldSubject('command', entriesOf('c1', ways.answered))
  expect(subject).toMatchObject({
    state: { service: 'open', input: { angle: 90 }, sentAtMs: 2_000, endedAtMs: 3_000, answer: 'ok' },
    endedAtMs: 3_000,
  })
})

describe('a command that waits for a second person', () => {
  const told = (actor: Actor): Told[] => [...ways.awaiting, ['command.confirmed', {}, { by: actor }]]
  it('may leave once another person has confirmed it', () => {
    const { subject } = foldSubject('command', entriesOf('c1', told({ kind: 'account', id: 'bert' })))
    expect(subject?.state).toMatchObject({ state: 'issued', confirmed: { by: { id: 'bert' } } })
  })
  it.each<Actor>([
    { kind: 'account', id: 'anna' },
    { kind: 'rule', id: 'r-1' },
  ])('does not by the word of %o', (actor) => {
    const { subject, voids } = foldSubject('command', entriesOf('c1', told(actor)))
    expect(subject?.state.state).toBe('awaiting')
    expect([...voids.values()]).toEqual(['needsSecondPerson'])
  })
})
