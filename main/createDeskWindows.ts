import { BrowserWindow, type Display, screen } from 'electron'
import { APP_ORIGIN } from './appScheme'
import { planWindows, type WindowPlan } from './planWindows'

/** The windows of the desk: one for each display, kept level with the displays there are. */
export interface DeskWindows {
  all(): BrowserWindow[]
  /** Brings the first window to the front: somebody started the console a second time. */
  focus(): void
  close(): void
}

interface Parts {
  preload: string
  isWindowed: boolean
  /** Called for a page that asks for a channel to the core. */
  icon: string
}

/** How the preload learns what its window is for; a sandboxed preload sees only its arguments. */
export const windowArgument = (plan: WindowPlan): string =>
  `--chengtai-window=${Buffer.from(JSON.stringify(plan)).toString('base64')}`

/**
 * Opens a window on every display as the layout says, and again when a display comes, goes or changes: nobody puts windows right for us.
 * A window is made hidden, placed, placed again, then shown: scale factors between displays are applied only by the second placing.
 */
export function createDeskWindows({ preload, isWindowed, icon }: Parts): DeskWindows {
  const windows = new Map<number, { window: BrowserWindow; plan: WindowPlan }>()
  let isClosing = false

  const place = (window: BrowserWindow, display: Display) => {
    const bounds = isWindowed ? inset(display.workArea) : display.bounds
    window.setBounds(bounds)
    window.setBounds(bounds)
    if (!isWindowed) window.setFullScreen(true)
  }

  const open = (display: Display, plan: WindowPlan) => {
    const window = new BrowserWindow({
      ...(isWindowed ? inset(display.workArea) : display.bounds),
      show: false,
      frame: isWindowed,
      fullscreen: !isWindowed,
      backgroundColor: '#0B0F11',
      autoHideMenuBar: true,
      icon,
      title: `城台 ${plan.display.number}`,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        // A wall that nobody clicks on must go on being drawn and heard.
        backgroundThrottling: false,
        additionalArguments: [windowArgument(plan)],
      },
    })
    window.setMenuBarVisibility(false)
    windows.set(display.id, { window, plan })
    window.once('ready-to-show', () => {
      place(window, display)
      window.show()
    })
    window.on('closed', () => {
      if (windows.get(display.id)?.window === window) windows.delete(display.id)
    })
    void window.loadURL(`${APP_ORIGIN}/index.html`)
  }

  const level = () => {
    if (isClosing) return
    const displays = screen.getAllDisplays()
    const plans = planWindows(displays)
    for (const [id, { window }] of windows) {
      if (!plans.has(id)) window.destroy()
    }
    for (const display of displays) {
      const plan = plans.get(display.id)
      if (!plan) continue
      const here = windows.get(display.id)
      if (here && JSON.stringify(here.plan) === JSON.stringify(plan)) {
        place(here.window, display)
      } else {
        here?.window.destroy()
        open(display, plan)
      }
    }
  }

  level()
  screen.on('display-added', level)
  screen.on('display-removed', level)
  screen.on('display-metrics-changed', level)

  return {
    all: () => [...windows.values()].map(({ window }) => window),
    focus() {
      const first = [...windows.values()][0]?.window
      if (first?.isMinimized()) first.restore()
      first?.focus()
    },
    close() {
      isClosing = true
      screen.off('display-added', level)
      screen.off('display-removed', level)
      screen.off('display-metrics-changed', level)
      for (const { window } of windows.values()) window.destroy()
    },
  }
}

const inset = ({ x, y, width, height }: Electron.Rectangle): Electron.Rectangle => ({
  x: x + Math.round(width * 0.04),
  y: y + Math.round(height * 0.04),
  width: Math.round(width * 0.92),
  height: Math.round(height * 0.92),
})
