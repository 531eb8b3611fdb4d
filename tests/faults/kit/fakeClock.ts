import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Debian keeps it below the name of the machine, others below the folder of libraries. */
const foldersOf = (root: string): string[] =>
  existsSync(root) ? [root, ...readdirSync(root).map((name) => join(root, name))] : []

/** The library that stands between a program and its clock; `undefined` where it is not installed. */
export const fakeClockLibrary = ['/usr/lib', '/usr/lib64']
  .flatMap(foldersOf)
  .map((folder) => join(folder, 'faketime/libfaketimeMT.so.1'))
  .find((file) => existsSync(file))

/** A wall clock of another process, that can be set while it runs. Its monotonic clock goes on as ours. */
export interface FakeClock {
  /** For the environment of the process. */
  readonly env: Readonly<Record<string, string>>
  /** How far it is ahead of ours, ms; whole seconds. */
  readonly offsetMs: number
  set(offsetMs: number): void
}

/** @param file where the process looks for its time */
export function createFakeClock(library: string, file: string): FakeClock {
  let offsetMs = 0
  const set = (nextMs: number): void => {
    const seconds = Math.round(nextMs / 1_000)
    offsetMs = seconds * 1_000
    writeFileSync(file, `${seconds < 0 ? '' : '+'}${seconds}\n`)
  }
  set(0)
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    },
    get offsetMs() {
      return offsetMs
    },
    set,
  }
}
