/**
 * A program that saves entries into a real journal until it is killed or has saved as many as it should: what the tests of durability harm.
 *
 * Argument: `SavingOptions` as JSON. Says, a line each: `ready MS` once the file is open, `saved ID` once a save is answered, `refused ID CODE`, and
 * `storage STATE` when that changed.
 */
import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { Refused, SeatId } from '../../../domain/contract'
import { draft } from '../../../core/journal/testJournal'
import { createJournal } from '../../../core/journal/createJournal'
import { journalMigrations } from '../../../core/journal/migrations'
import { openDatabase } from '../../../core/store/openDatabase'

export interface SavingOptions {
  file: string
  /** Put before the ids, so that those of two runs are told apart. */
  run: string
  /** Saves in all; 0 = until killed. */
  saves: number
  writersAtOnce: number
  /** Says `saved` before it is: the broken twin. */
  isHasty?: boolean
}

const say = (line: string) => void writeSync(1, `${line}\n`)

async function main(options: SavingOptions): Promise<void> {
  const startMs = performance.now()
  const now = () => Date.now()
  const store = await openDatabase({ file: options.file, migrations: journalMigrations, now, isCheckedAtOpen: true })
  const journal = await createJournal({
    store,
    seatId: SeatId.parse('seat-a'),
    now,
    randomBytes,
    onStorage: (state) => say(`storage ${state}`),
    onFault: (error) => {
      throw error
    },
  })
  say(`ready ${(performance.now() - startMs).toFixed(1)}`)

  let begun = 0
  const saveOn = async (): Promise<void> => {
    while (options.saves === 0 || begun < options.saves) {
      const id = `${options.run}-${begun++}`
      // Two entries a save: half of one must never be seen.
      const saved = journal.write(() => [
        { ...draft.raised(id), id },
        { ...draft.acknowledged(id), id: `${id}-ack` },
      ])
      if (options.isHasty) say(`saved ${id}`)
      try {
        await saved
        if (!options.isHasty) say(`saved ${id}`)
      } catch (error) {
        say(`refused ${id} ${error instanceof Refused ? error.code : String(error)}`)
      }
    }
  }
  await Promise.all(Array.from({ length: options.writersAtOnce }, saveOn))
  await journal.close()
  await store.close()
}

void main(JSON.parse(process.argv[2] ?? '{}'))
