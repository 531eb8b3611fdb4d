import { describe, expect, test } from 'vitest'
import { GraphicsLadder } from './GraphicsLadder'
import { GraphicsLoad } from './GraphicsLoad'
import { Pulse } from './Pulse'
import { RestartGuard } from './RestartGuard'
import { lookEveryMs, type WindowDeed, WindowLadder } from './WindowLadder'

/** A window's life in steps of one look. `beats` says whether its page beats at that moment. */
function live(
  ladder: WindowLadder,
  fromMs: number,
  forMs: number,
  { beats = false, isSlow = false, waits = false }: { beats?: boolean; isSlow?: boolean; waits?: boolean } = {},
): { deed: WindowDeed; atMs: number }[] {
  const deeds: { deed: WindowDeed; atMs: number }[] = []
  for (let nowMs = fromMs; nowMs < fromMs + forMs; nowMs += lookEveryMs) {
    if (beats && nowMs % 500 === 0) ladder.beat(nowMs)
    const deed = ladder.look(nowMs, { isMachineSlow: isSlow, waitsForGraphics: waits })
    if (deed) deeds.push({ deed, atMs: nowMs - fromMs })
  }
  return deeds
}

/** Long enough after its first beat that nothing is forgiven any more. */
const settled = 60_000
const drawn = (hasPlainForm = true) => {
  const ladder = new WindowLadder(hasPlainForm, 0)
  live(ladder, 0, settled, { beats: true })
  return ladder
}

describe('the ladder of a window', () => {
  test('a window that beats is left alone', () => {
    expect(live(drawn(), settled, 3_600_000, { beats: true })).toEqual([])
  })

  test('one that hangs is reloaded, crashed, killed and made anew, in this order, within five seconds', () => {
    const deeds = live(drawn(), settled, 6_000)
    expect(deeds.map(({ deed }) => deed)).toEqual(['reload', 'crash', 'kill', 'recreate'])
    expect(deeds.find(({ deed }) => deed === 'kill')?.atMs).toBeLessThan(4_500)
  })

  test('a page that loads after the reload gets the time of a start, and nothing harder follows', () => {
    const ladder = drawn()
    expect(live(ladder, settled, 2_500)).toMatchObject([{ deed: 'reload' }])
    ladder.loading(settled + 2_500)
    expect(live(ladder, settled + 2_500, 15_000)).toEqual([])
    ladder.beat(settled + 17_500)
    expect(ladder.isWell).toBe(true)
  })

  test('a fresh page may be busy for seconds: a map compiles what it draws with', () => {
    const ladder = new WindowLadder(true, 0)
    ladder.beat(0)
    expect(live(ladder, 0, 8_000)).toEqual([])
  })

  test('a page that says that it begins something long is given the time for it', () => {
    const ladder = drawn()
    ladder.work(settled)
    expect(live(ladder, settled, 8_000)).toEqual([])
  })

  test('one that was silent and came back by itself was busy: for a while it is given twice as long', () => {
    const ladder = drawn()
    expect(live(ladder, settled, 1_750)).toEqual([])
    ladder.beat(settled + 1_750)
    expect(live(ladder, settled + 2_000, 3_000)).toEqual([])
    expect(live(ladder, settled + 5_000, 2_000)).toMatchObject([{ deed: 'reload' }])
    const later = drawn()
    live(later, settled, 1_750)
    later.beat(settled + 1_750)
    live(later, settled + 2_000, 11 * 60_000, { beats: true })
    expect(live(later, settled + 662_000, 2_500)).toMatchObject([{ deed: 'reload' }])
  })

  test('where the whole machine is slow it waits three times as long', () => {
    expect(live(drawn(), settled, 5_000, { isSlow: true })).toEqual([])
  })

  test('one that waits for the graphics process is let wait for twenty seconds, and no longer', () => {
    expect(live(drawn(), settled, 19_000, { waits: true })).toEqual([])
    expect(live(drawn(), settled, 20_500, { waits: true })).toMatchObject([{ deed: 'reload' }])
  })

  test('time in which main itself slept does not count as silence', () => {
    const ladder = drawn()
    expect(ladder.look(settled + 60_000, { isMachineSlow: false, waitsForGraphics: false })).toBeUndefined()
    ladder.beat(settled + 60_010)
    expect(live(ladder, settled + 60_250, 10_000, { beats: true })).toEqual([])
  })

  test('a page that never draws itself is crashed and made anew', () => {
    expect(live(new WindowLadder(true, 0), 0, 25_000).map(({ deed }) => deed)).toEqual(['crash', 'kill', 'recreate'])
  })

  test('a window that dies now and then comes back in full each time', () => {
    const ladder = drawn()
    for (let at = 1; at <= 20; at += 1) {
      expect(ladder.gone(at * 120_000)).toEqual({ form: 'full', retryMs: 0 })
      ladder.beat(at * 120_000 + 1_000)
    }
  })

  test('one that keeps dying shows alarms only, then why there is nothing, and is tried again ever later', () => {
    const ladder = drawn()
    const revivals = Array.from({ length: 13 }, (_, at) => ladder.gone(100 * (at + 1)))
    expect(revivals.map(({ form }) => form)).toEqual([
      ...Array<string>(6).fill('full'),
      ...Array<string>(3).fill('plain'),
      ...Array<string>(4).fill('trouble'),
    ])
    expect(revivals.slice(9).map(({ retryMs }) => retryMs)).toEqual([10_000, 30_000, 60_000, 60_000])
  })

  test('the page of the sound has no plain form', () => {
    const ladder = drawn(false)
    const forms = Array.from({ length: 10 }, (_, at) => ladder.gone(100 * (at + 1)).form)
    expect(forms).toEqual([...Array<string>(9).fill('full'), 'trouble'])
  })

  test('nothing is expected of a window that only says why there is nothing, until it is tried again', () => {
    const ladder = drawn()
    ladder.rest(0)
    ladder.loading(100)
    expect(live(ladder, 0, 120_000)).toEqual([])
    ladder.wake(120_000)
    expect(live(ladder, 120_000, 21_500)).toMatchObject([{ deed: 'crash' }, { deed: 'kill' }])
  })
})

test('the pulse counts silence, but not the time in which nobody listened', () => {
  const pulse = new Pulse(250, 0)
  expect(pulse.silenceMs(250)).toBe(250)
  expect(pulse.silenceMs(500)).toBe(500)
  expect(pulse.silenceMs(10_500)).toBe(750)
  pulse.heard(10_600)
  expect(pulse.silenceMs(10_750)).toBe(150)
})

test('restarts come at once, then later and later, and at once again after a calm minute', () => {
  const guard = new RestartGuard({ calmMs: 60_000, free: 2, delaysMs: [1_000, 5_000] })
  guard.started(0)
  expect([1, 2, 3, 4, 5].map((at) => guard.died(at))).toEqual([0, 0, 1_000, 5_000, 5_000])
  guard.started(10_000)
  expect(guard.died(70_000)).toBe(0)
  // Dying while it starts is no calm, however long ago it last ran.
  expect([0, 1, 2].map((at) => guard.died(200_000 + at))).toEqual([0, 1_000, 5_000])
})

test('maps are drawn without the graphics card after its third death within ten minutes', () => {
  const ladder = new GraphicsLadder()
  for (const atMs of [0, 60_000, 700_000, 1_250_000]) ladder.died(atMs)
  expect(ladder.isPlain).toBe(false)
  ladder.died(1_260_000)
  expect(ladder.isPlain).toBe(true)
})

describe('the load of the graphics process', () => {
  const page = (load: number) => ({ pid: 7, type: 'Tab', load })
  const graphics = (load: number) => ({ pid: 1, type: 'GPU', load })

  test('an idle page waits for a busy graphics process, and for a while after', () => {
    const load = new GraphicsLoad()
    load.measured([graphics(0.9), page(0.02)], 1_000)
    expect(load.isWaitedForBy(7, 1_500)).toBe(true)
    load.measured([graphics(0), page(0.02)], 2_000)
    expect(load.isWaitedForBy(7, 5_500)).toBe(true)
    expect(load.isWaitedForBy(7, 6_500)).toBe(false)
  })

  test('a page that loops does not wait, and nobody waits for an idle graphics process', () => {
    const load = new GraphicsLoad()
    load.measured([graphics(0.9), page(1)], 1_000)
    expect(load.isWaitedForBy(7, 1_500)).toBe(false)
    const calm = new GraphicsLoad()
    calm.measured([graphics(0.1), page(0)], 1_000)
    expect(calm.isWaitedForBy(7, 1_500)).toBe(false)
  })
})
