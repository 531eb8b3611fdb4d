/**
 * A program that writes until it is killed: part of `kill.test.ts`, run as a process of its own.
 * Arguments: database file, run number, `honest` or `hasty`. Says the id of each write on its output, one a line: honest once it is
 * answered, hasty when it is only asked for.
 */
import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { SeatId } from '../../domain/contract'
import { openDatabase } from '../store/openDatabase'
import { createJournal } from './createJournal'
import { journalMigrations } from './migrations'
import { draft } from './testJournal'

const writersAtOnce = 8

async function main([file = '', run = '', manner = '']: readonly string[]): Promise<void> {
  const now = () => Date.now()
  const store = await openDatabase({ file, migrations: journalMigrations, now, isCheckedAtOpen: true })
  const fail = (error: unknown) => {
    throw error
  }
  const journal = await createJournal({
    store,
    seatId: SeatId.parse('seat-a'),
    now,
    randomBytes,
    onStorage: fail,
    onFault: fail,
  })
  const say = (id: string) => writeSync(1, `${id}\n`)
  const writeOn = async (writer: number): Promise<never> => {
    for (let i = 0; ; i++) {
      const id = `${run}-${writer}-${i}`
      const saved = journal.write(() => [
        { ...draft.raised(id), id },
        { ...draft.acknowledged(id), id: `${id}-ack` },
      ])
      if (manner === 'hasty') say(id)
      await saved
      if (manner === 'honest') say(id)
    }
  }
  await Promise.all(Array.from({ length: writersAtOnce }, (_, writer) => writeOn(writer)))
}

void main(process.argv.slice(2))
