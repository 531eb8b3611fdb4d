import { afterAll, describe, expect, it } from 'vitest'
import { openFiles, type SeatFiles } from '../../core/seat/openFiles'
import type { RoomLevels } from '../../core/store/roomLevels'
import { draft } from '../../core/journal/testJournal'
import { DeviceId, IdempotencyKey, qualityCodes, Refused } from '../../domain/contract'
import { until } from '../support/installation'
import { mountVolume, type Volume, whyNoVolumes } from './kit/mountVolume'
import { startSeat } from './kit/startSeat'
import { report, skipIf } from './report'

const hourMs = 3_600_000
const megabyte = 1024 * 1024
/** The levels of a real disk, cut down to one of 8 MB. */
const levels: RoomLevels = {
  lowShare: 0,
  lowBytes: 2.5 * megabyte,
  shedShare: 0,
  shedBytes: 1.5 * megabyte,
  reserveBytes: 0.5 * megabyte,
  lookMs: 50,
}

let volume: Volume | undefined
let files: SeatFiles | undefined
afterAll(async () => {
  await files?.close()
  await volume?.remove()
})

describe('D3: the disk runs full', () => {
  it('is told, costs history first, then the reserve, never an entry that was said to be saved, and passes without a restart', async (context) => {
    const reason = whyNoVolumes()
    skipIf(context, 'D3 disk-full', reason)
    volume = await mountVolume(8)
    let nowMs = Date.UTC(2026, 10, 22, 8)
    const errors: unknown[] = []
    files = await openFiles({
      dataDir: volume.folder,
      now: () => nowMs,
      levels,
      onError: (error) => errors.push(error),
    })
    const { journal, history, samples, duty, room } = files
    const point = { deviceId: DeviceId.parse('HYD-0312'), property: 'pressureMPa' }
    await history.bindPoints([point])
    for (let i = 0; i < 80_000; i++) history.append(0, Math.sin(i * i), nowMs + i * 500, qualityCodes.good)
    nowMs += 13 * hourMs
    await history.seal()
    await samples.giveBack()
    const historyBytes = await samples.sizeBytes()

    /** What windows hear of: an alarm is shown when it is in the journal. */
    const shown = new Set<string>()
    journal.onCommitted(({ entries }) => entries.forEach(({ id }) => shown.add(id)))
    const saved: string[] = []
    const refused: string[] = []
    let count = 0
    const raise = async () => {
      const id = `AL-${++count}`
      try {
        await journal.write(() => [{ ...draft.raised(id, nowMs), id }])
        saved.push(id)
      } catch (error) {
        if (!(error instanceof Refused && error.code === 'storageDegraded')) throw error
        refused.push(id)
      }
    }
    const raiseUntil = async (isReached: () => boolean) => {
      for (let i = 0; i < 20_000 && !isReached(); i++) await raise()
      expect(isReached(), `state ${room.storage.state}, ${room.storage.reason ?? ''}`).toBe(true)
    }
    const state = () => room.storage.state
    const becomes = (wanted: string) => expect.poll(state, { timeout: 20_000, interval: 10 }).toBe(wanted)

    room.start({
      shedHistory: (bytes) => history.shed(bytes),
      holdHistory: (hold) => samples.holdSize(hold),
      probe: () => duty.probe(),
      onError: (error) => errors.push(error),
    })
    await becomes('good')
    await raise()

    // Others fill the disk: first it is told, then history gives way.
    await volume.fill(2.2 * megabyte)
    await becomes('low')
    await volume.fill(1.2 * megabyte)
    await expect.poll(() => samples.sizeBytes(), { timeout: 20_000 }).toBeLessThan(historyBytes)
    await raise()

    // They take all of it: entries live on the reserve, and none is refused.
    const shedBytes = historyBytes - (await samples.sizeBytes())
    await volume.fill(0)
    const fullAtMs = performance.now()
    await raiseUntil(() => state() === 'reserve')
    const reserveToldMs = performance.now() - fullAtMs
    const savedBefore = saved.length
    for (let i = 0; i < 5; i++) await raise()
    expect(refused).toEqual([])
    expect(saved.length).toBe(savedBefore + 5)

    // The reserve goes too: now it is said that nothing is saved.
    await volume.fill(0)
    await raiseUntil(() => refused.length > 0)
    const savedBeforeFull = saved.length
    const refusedAtMs = performance.now()
    await becomes('degraded')
    const degradedToldMs = performance.now() - refusedAtMs

    // Room is back: it goes on by itself.
    await volume.clear()
    const clearedAtMs = performance.now()
    await expect.poll(state, { timeout: 20_000, interval: 10 }).not.toBe('degraded')
    const resumeMs = performance.now() - clearedAtMs
    await raise()
    expect(saved.at(-1)).toBe(`AL-${count}`)
    await becomes('good')

    const ids = new Set<string>(await duty.knex('entry').pluck('id'))
    const lost = saved.filter((id) => !ids.has(id)).length
    const falselySaved = saved.filter((id) => refused.includes(id)).length
    const notShown = saved.filter((id) => !shown.has(id)).length
    const { isSound } = await journal.verify()
    const figures = {
      savesBeforeFull: savedBeforeFull,
      refused: refused.length,
      lost,
      notShown,
      historyShedBytes: shedBytes,
      reserveToldMs: Math.round(reserveToldMs),
      degradedToldMs: Math.round(degradedToldMs),
      resumeMs: Math.round(resumeMs),
    }
    const pass = lost + falselySaved + notShown === 0 && isSound && shedBytes > 0 && degradedToldMs <= 2_000
    report({
      name: 'D3 disk-full',
      figures,
      bar: 'told <= 2 s, 0 lost, history first, then the reserve, goes on without restart',
      pass,
    })
    expect(figures).toMatchObject({ lost: 0, notShown: 0 })
    expect(falselySaved).toBe(0)
    expect(isSound).toBe(true)
    await room.stop()
    await history.close()
    await journal.close()
  })

  it('an alarm reaches the windows of a seat whose disk takes nothing, marked as not saved, and is saved once there is room', async (context) => {
    skipIf(context, 'D3 disk-full, an alarm on a full disk', whyNoVolumes())
    const disk = await mountVolume(16)
    const seat = await startSeat(disk.folder, { roomLevels: levels })
    try {
      await seat.smoke('YG-T2-1806')
      const first = await until(() => seat.shown.get('YG-T2-1806'), 'the first alarm')
      let keys = 0
      const key = () => IdempotencyKey.parse(`d3-key-${keys++}`)
      const { incidentId } = await seat.window.call('incident.open', {
        key: key(),
        alarmId: first.id,
        grade: 'general',
      })
      const codeOf = (work: Promise<unknown>) =>
        work.then(
          () => 'done',
          (error: unknown) => (error instanceof Refused ? error.code : String(error)),
        )
      const text = 'x'.repeat(2_000)
      let answer = 'done'
      for (let i = 0; i < 5_000 && answer === 'done'; i++) {
        await disk.fill(0)
        answer = await codeOf(seat.window.call('incident.note', { key: key(), incidentId, text }))
      }
      expect(answer).toBe('storageDegraded')
      const saidAtMs = performance.now()
      await seat.smoke('YG-T2-1906')
      const alarm = await until(() => seat.shown.get('YG-T2-1906'), 'an alarm that nothing can save')
      const shownMs = performance.now() - saidAtMs
      const { refused } = await seat.window.call('alarm.acknowledge', { key: key(), ids: [alarm.id], basis: 0 })
      const refusal = refused[0]?.code
      await disk.clear()
      await until(() => seat.shown.get('YG-T2-1906')?.isUnsaved === undefined, 'the alarm is saved')
      const pass = alarm.isUnsaved === true && refusal === 'storageDegraded'
      report({
        name: 'D3 disk-full, an alarm on a full disk',
        figures: { shownMs: Math.round(shownMs), acknowledgement: refusal ?? 'done' },
        bar: 'shown at a window before it is saved, decision refused, saved once there is room',
        pass,
      })
      expect(alarm).toMatchObject({ isUnsaved: true, state: 'unacknowledged' })
      expect(refusal).toBe('storageDegraded')
    } finally {
      await seat.stop()
      await disk.remove()
    }
  })
})
