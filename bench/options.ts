import { parseArgs } from 'node:util'

/** How long and how hard the scenarios work. */
export interface BenchOptions {
  /** Displays, one window each. */
  windows: number
  /** Alarms one by one. */
  alarms: number
  /** Keys pressed under each load. */
  presses: number
  /** Alarms of the flood, and how long it takes, seconds. */
  flood: number
  floodS: number
  /** Rows of the long list. */
  rows: number
  /** Length of the soak, minutes. */
  minutes: number
  /** Folder for CPU profiles of the service. */
  profile?: string
}

export const usage = `[SCENARIO …] [--windows 4] [--alarms 50] [--presses 120] [--flood 1000] [--flood-seconds 60] [--rows 100000] [--minutes 2] [--profile FOLDER]`

/** @throws TypeError for an option there is not, RangeError for a value that is no number above 0 */
export function readOptions(args: readonly string[]): { names: readonly string[]; options: BenchOptions } {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      windows: { type: 'string', default: '4' },
      alarms: { type: 'string', default: '50' },
      presses: { type: 'string', default: '120' },
      flood: { type: 'string', default: '1000' },
      'flood-seconds': { type: 'string', default: '60' },
      rows: { type: 'string', default: '100000' },
      minutes: { type: 'string', default: '2' },
      profile: { type: 'string' },
    },
  })
  const above0 = (name: keyof typeof values): number => {
    const value = Number(values[name])
    if (!(value > 0)) throw new RangeError(`--${name} is a number above 0, not "${values[name] ?? ''}"\n${usage}`)
    return value
  }
  return {
    names: positionals,
    options: {
      windows: above0('windows'),
      alarms: above0('alarms'),
      presses: above0('presses'),
      flood: above0('flood'),
      floodS: above0('flood-seconds'),
      rows: above0('rows'),
      minutes: above0('minutes'),
      ...(values.profile !== undefined && { profile: values.profile }),
    },
  }
}
