import type { BrowserWindow } from 'electron'
import { killRenderer, type Supervision } from './Supervision'
import { type WindowForm, WindowLadder } from './WindowLadder'

/** A window that is there again soon after whatever happens to it. */
export interface SupervisedWindow {
  /** The window as it stands; another one after a recreation. */
  current(): BrowserWindow
  /** Loads its page anew, as after a death that nobody else noticed. */
  again(): void
  close(): void
}

interface Parts {
  /** For the log. */
  name: string
  supervision: Supervision
  now: () => number
  hasPlainForm: boolean
  /** Makes the window in a form and begins to load its page; for `trouble` the page follows from `troubleUrl`. */
  open(form: WindowForm): BrowserWindow
  /** Address of the page that says why there is nothing and when it is tried again. */
  troubleUrl(retryAtMs: number): string
  /** Told when the window is drawn and alive, and when it is no longer. */
  onWell?(isWell: boolean): void
  /** Told with each beat whether the page says that it is urgently needed. */
  onBeat?(isWanted: boolean): void
  /** Somebody closed it by hand. */
  onClosed(): void
}

/** A window that shows alarms only is tried in full again after so long. */
const plainForMs = 5 * 60_000

/** Carries out the ladder of one window. */
export function superviseWindow(parts: Parts): SupervisedWindow {
  const { supervision, now, onWell, onBeat } = parts
  const ladder = new WindowLadder(parts.hasPlainForm, now())
  let form: WindowForm = 'full'
  let window = attach(parts.open(form))
  let isClosing = false
  let wasWell = false
  let retry: NodeJS.Timeout | undefined

  function attach(opened: BrowserWindow): BrowserWindow {
    const { webContents } = opened
    let isByHand = false
    webContents.on('did-navigate', () => {
      if (window === opened) ladder.loading(now())
    })
    // Not within the event itself: the page's frame is still being torn down then.
    webContents.on('render-process-gone', (_event, { reason, exitCode }) =>
      setImmediate(() => {
        if (!isClosing) process.stderr.write(`window ${parts.name} is gone: ${reason} (${exitCode})\n`)
        if (window === opened) revive()
      }),
    )
    opened.on('close', ({ defaultPrevented }) => {
      isByHand = !defaultPrevented
    })
    opened.on('closed', () => {
      if (isClosing || window !== opened) return
      if (!isByHand) return revive()
      end()
      parts.onClosed()
    })
    return opened
  }

  const tellWell = () => {
    if (ladder.isWell === wasWell) return
    wasWell = ladder.isWell
    onWell?.(wasWell)
  }

  function replace(next: WindowForm): void {
    const former = window
    form = next
    window = attach(parts.open(form))
    ladder.wake(now())
    // Only now: between the two the desktop would show.
    if (!former.isDestroyed()) former.destroy()
  }

  /** After a death: the page again in the same window, or another window when that one is gone or of no use, or another form is due. */
  function revive(mustReplace = false): void {
    if (isClosing) return
    const { form: next, retryMs } = ladder.gone(now())
    tellWell()
    clearTimeout(retry)
    if (mustReplace || next !== form || window.isDestroyed()) replace(next)
    else if (next !== 'trouble') window.webContents.reload()
    if (next === 'trouble') {
      ladder.rest(now())
      void window.loadURL(parts.troubleUrl(now() + retryMs)).catch(() => undefined)
      retry = setTimeout(() => replace('full'), retryMs)
    } else if (next === 'plain') {
      retry = setTimeout(() => replace('full'), plainForMs)
    }
  }

  const unwatch = supervision.watch({
    ladder,
    contents: () => (window.isDestroyed() ? undefined : window.webContents),
    beat(nowMs, isWanted) {
      ladder.beat(nowMs)
      onBeat?.(isWanted)
      tellWell()
    },
    look(nowMs, circumstances) {
      // A page that somebody looks into with the developer tools may stand still.
      if (window.isDestroyed() || window.webContents.isDevToolsOpened()) return
      const deed = ladder.look(nowMs, circumstances)
      if (deed)
        process.stderr.write(
          `window ${parts.name} does not answer${circumstances.isMachineSlow ? ' on a slow machine' : ''}: ${deed}\n`,
        )
      tellWell()
      if (deed === 'reload') window.webContents.reload()
      else if (deed === 'crash') window.webContents.forcefullyCrashRenderer()
      else if (deed === 'kill') killRenderer(window)
      else if (deed === 'recreate') revive(true)
    },
  })

  function end(): void {
    isClosing = true
    clearTimeout(retry)
    unwatch()
  }

  return {
    current: () => window,
    again: () => revive(),
    close() {
      end()
      if (!window.isDestroyed()) window.destroy()
    },
  }
}
