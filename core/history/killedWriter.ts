/**
 * The process that `History.kill.test.ts` kills: appends samples as fast as it can and prints, for each, when it counts as stored.
 * Arguments: file, first sample's number, `whenStored` or, as the broken twin, `atOnce`.
 */
import { DeviceId } from '../../domain/contract'
import { openDatabase } from '../store/openDatabase'
import { openHistory } from './History'
import { historyMigrations } from './HistoryStore'
import { defaultRetention, sameForAll } from './levels'

/** Samples told at a time, as many messages of one read from a socket. */
const perTurn = 20
/** The samples are dated in the past, whenever the test runs. */
const keptForLong = sameForAll({ ...defaultRetention.standard, samplesMs: Date.UTC(2026, 0, 1) })
/** A second apart, so that hours pass quickly. */
const timeOf = (sample: number): number => Date.UTC(2026, 0, 1) + sample * 1000

async function write(file: string, first: number, isTwin: boolean): Promise<void> {
  const store = await openDatabase({ file, migrations: historyMigrations, now: Date.now, isCheckedAtOpen: true })
  // Small tails and closed hours: the kill may hit sealing and settling too.
  const history = await openHistory(store, Date.now, (error) => process.stderr.write(String(error)), {
    tailSamples: 3_000,
    maintainEveryMs: 20,
    retention: keptForLong,
  })
  await history.bindPoints([{ deviceId: DeviceId.parse('meter'), property: 'counter' }])
  let sample = first
  const turn = (): void => {
    for (let i = 0; i < perTurn; i++) {
      history.append(0, sample % 1000, timeOf(sample), 0)
      sample++
    }
    const last = sample - 1
    const tell = () => process.stdout.write(`${last}\n`)
    if (isTwin) tell()
    else history.whenStored(tell)
    setImmediate(turn)
  }
  turn()
}

const [file = '', first, when] = process.argv.slice(2)
void write(file, Number(first), when === 'atOnce')
