import { join } from 'node:path'
import { app } from 'electron'
import { superviseConsole } from './superviseConsole'

/**
 * Makes this process the supervisor of a console that it starts with its own command line, less `--supervise`. It keeps away from what the console needs:
 * its profile, its lock for a single instance (a second start finds the console, ends, and its supervisor with it), and the graphics card.
 */
export function beSupervisor(): void {
  app.setPath('userData', join(app.getPath('userData'), 'supervisor'))
  app.disableHardwareAcceleration()
  app.dock?.hide()
  const console = superviseConsole({
    command: process.execPath,
    args: process.argv.slice(1).filter((argument) => argument !== '--supervise'),
    now: Date.now,
    say: (line) => process.stderr.write(`${line}\n`),
  })
  void console.ended.then((code) => app.exit(code))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => console.stop())
  app.on('before-quit', (event) => {
    event.preventDefault()
    console.stop()
  })
}
