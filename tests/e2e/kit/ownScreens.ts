import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../console'

/** Screens in memory beside those of the run. */
export interface OwnScreens {
  stop(): Promise<void>
}

/**
 * Starts an X server of its own whose screens stand in rows, and makes it the display of this process until it is stopped.
 *
 * @param rows how many in each row, from top to bottom
 * @param size of each, pixels; the server has room for two rows of half as many of 1920 × 1080
 */
export async function startOwnScreens(
  rows: readonly number[],
  { width, height }: { width: number; height: number },
): Promise<OwnScreens> {
  const heads = rows.reduce((sum, row) => sum + row, 0)
  const server = spawn(
    process.execPath,
    // It says where it is, and ends when nobody reads on.
    [join(root, 'build/virtualDisplays.mjs'), '--heads', String(heads), '--', 'sh', '-c', 'echo "at $DISPLAY"; cat'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const ended = new Promise<void>((resolve) => server.on('exit', () => resolve()))
  const display = await new Promise<string>((resolve, reject) => {
    server.stdout.on('data', (bytes: Buffer) => {
      const [, at] = /at (:\d+)/.exec(bytes.toString()) ?? []
      if (at !== undefined) resolve(at)
    })
    void ended.then(() => reject(new Error('no X server came')))
  })
  const outer = process.env['DISPLAY']
  process.env['DISPLAY'] = display
  arrange(rows, width, height)
  return {
    async stop() {
      if (outer === undefined) delete process.env['DISPLAY']
      else process.env['DISPLAY'] = outer
      server.stdin.end()
      await ended
    },
  }
}

function arrange(rows: readonly number[], width: number, height: number): void {
  const xrandr = (...args: string[]) => execFileSync('xrandr', args, { encoding: 'utf8' })
  const outputs = Array.from(xrandr('--query').matchAll(/^(\S+) connected/gm), ([, name = '']) => name)
  const mode = `own-${width}x${height}`
  // Nothing is drawn by this clock; the lines only have to fit.
  const across = [width, width + 40, width + 80, width + 160]
  const down = [height, height + 3, height + 13, height + 40]
  xrandr('--newmode', mode, '60', ...[...across, ...down].map(String))
  for (const output of outputs) xrandr('--addmode', output, mode)
  const places = rows.flatMap((count, row) =>
    Array.from({ length: count }, (_, column) => `${column * width}x${row * height}`),
  )
  // One after the other they would lie on each other for a moment.
  xrandr(...outputs.flatMap((output, at) => ['--output', output, '--mode', mode, '--pos', places[at] ?? '0x0']))
}
