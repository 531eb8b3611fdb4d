import { execFileSync } from 'node:child_process'

/** The outputs of the X server in memory, switched as a person pulls and plugs cables. */
export interface Screens {
  names: readonly string[]
  off(name: string): void
  /** Where it was when `readScreens` was called, in the mode of all or another. */
  on(name: string, mode?: string): void
  makePrimary(name: string): void
  /** Gives an output another mode that `on` can set; on edge, since outputs in memory cannot be rotated. */
  addMode(name: string, mode: string, size: { width: number; height: number }): void
  restore(): void
}

const xrandr = (...args: string[]) => execFileSync('xrandr', args, { encoding: 'utf8' })

/**
 * Takes over the outputs and sets all of them to one mode.
 *
 * @throws Error where there is no X server, or one whose outputs cannot be switched
 */
export function takeScreens(everyMode: string): Screens {
  const outputs = [...xrandr('--query').matchAll(/^(\S+) connected (primary )?(\d+x\d+)\+(\d+)\+(\d+)/gm)].map(
    ([, name = '', primary, mode = '', x = '0', y = '0']) => ({ name, isPrimary: primary !== undefined, mode, x, y }),
  )
  if (outputs.length === 0) throw new Error('the X server has no outputs')
  const set = (name: string, mode: string) => {
    const output = outputs.find((each) => each.name === name)
    if (output) xrandr('--output', name, '--mode', mode, '--pos', `${output.x}x${output.y}`)
  }
  const makePrimary = (name: string) => void xrandr('--output', name, '--primary')
  for (const { name } of outputs) set(name, everyMode)
  const added = new Map<string, string[]>()
  return {
    names: outputs.map(({ name }) => name),
    off: (name) => void xrandr('--output', name, '--off'),
    on: (name, mode = everyMode) => set(name, mode),
    makePrimary,
    addMode(name, mode, { width, height }) {
      if (!added.has(mode)) {
        // Nothing is drawn by this clock; the lines only have to fit.
        const across = [width, width + 40, width + 80, width + 160]
        const down = [height, height + 3, height + 13, height + 40]
        xrandr('--newmode', mode, '60', ...[...across, ...down].map(String))
        added.set(mode, [])
      }
      xrandr('--addmode', name, mode)
      added.get(mode)?.push(name)
    },
    restore() {
      for (const { name, isPrimary, mode } of outputs) {
        set(name, mode)
        if (isPrimary) makePrimary(name)
      }
      for (const [mode, names] of added) {
        for (const name of names) xrandr('--delmode', name, mode)
        xrandr('--rmmode', mode)
      }
    },
  }
}
