import { BrowserWindow, type Display, ipcMain, screen } from 'electron'
import { boundsOf, type DeskState, type WindowPlace } from '../layouts'
import { APP_ORIGIN } from './appScheme'
import { isReachable } from './desk/isReachable'
import { plainPlan, type WantedWindow, type WindowPlan } from './desk/WantedWindow'
import { placeWindow } from './placeWindow'
import type { Supervision } from './supervision/Supervision'
import { type SupervisedWindow, superviseWindow } from './supervision/superviseWindow'
import type { WindowForm } from './supervision/WindowLadder'
import { troubleUrl } from './troubleUrl'

/** The windows of the desk: one for each display of the layout, each kept alive, and in sight on the displays there are. */
export interface DeskWindows {
  all(): BrowserWindow[]
  /** Opens, moves, hides and closes windows until they are as wanted; those that stay keep their page. */
  follow(wanted: readonly WantedWindow[]): void
  /** Puts every window where it belongs, although nothing is known to have moved it. */
  standAgain(): void
  /** Tells every window how the desk is. */
  tell(state: DeskState): void
  /** Brings the first window to the front: somebody started the console a second time. */
  focus(): void
  close(): void
}

interface Parts {
  preload: string
  isWindowed: boolean
  icon: string
  supervision: Supervision
  now: () => number
  /** In closed mode: somebody tried to close a window. Windows do not close then. */
  onCloseAsked?: ((window: BrowserWindow) => void) | undefined
}

/** One display of the desk. */
interface Seat {
  wanted: WantedWindow
  window: SupervisedWindow
  /** Where it was put last. */
  stood: string
  stopPlacing(): void
}

/** How often windows are looked after that nobody can get at: moved by a window manager long after displays changed. */
const patrolEveryMs = 2_000

/** A window is made hidden, placed, then shown. Windows are known by the number of their display, so that a page outlives every change of displays and layouts. */
export function createDeskWindows({ preload, isWindowed, icon, supervision, now, onCloseAsked }: Parts): DeskWindows {
  const seats = new Map<number, Seat>()
  /** Which display a page stands for, and in which form. */
  const forms = new Map<Electron.WebContents, { number: number; form: WindowForm }>()
  let state: DeskState | undefined

  const open = (wanted: WantedWindow, form: WindowForm): BrowserWindow => {
    const { number } = wanted.plan.display
    const display = displayOf(seats.get(number)?.wanted.place ?? wanted.place) ?? displayOf(wanted)
    const window = new BrowserWindow({
      ...(display && !isWindowed ? display.bounds : inset(display?.workArea ?? screen.getPrimaryDisplay().workArea)),
      show: false,
      frame: isWindowed,
      closable: !onCloseAsked,
      backgroundColor: '#0B0F11',
      autoHideMenuBar: true,
      icon,
      title: `城台 ${number}`,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        devTools: !onCloseAsked,
        // A wall that nobody clicks on must go on being drawn and heard.
        backgroundThrottling: false,
      },
    })
    const { webContents } = window
    forms.set(webContents, { number, form })
    webContents.once('destroyed', () => forms.delete(webContents))
    window.setMenuBarVisibility(false)
    if (onCloseAsked)
      window.on('close', (event) => {
        event.preventDefault()
        onCloseAsked(window)
      })
    window.once('ready-to-show', () => {
      const seat = seats.get(number)
      if (seat?.window.current() === window) stand(seat)
    })
    if (form !== 'trouble') void window.loadURL(`${APP_ORIGIN}/index.html`).catch(() => undefined)
    return window
  }

  /** Puts a window where its place is now. */
  const stand = (seat: Seat) => {
    seat.stopPlacing()
    const window = seat.window.current()
    const { place } = seat.wanted
    seat.stood = standing(place)
    if (place === 'waiting') return window.hide()
    const display = displayOf(place)
    if (!display) return
    const isWhole = place.of === 1
    const area = isWindowed ? inset(display.workArea) : isWhole ? display.bounds : display.workArea
    seat.stopPlacing = placeWindow(window, { bounds: boundsOf(place, area), isFullScreen: isWhole && !isWindowed })
  }

  const openSeat = (wanted: WantedWindow) => {
    const { number, role } = wanted.plan.display
    const seat: Seat = {
      wanted,
      stopPlacing: () => undefined,
      stood: '',
      window: superviseWindow({
        name: `${number} (${role})`,
        supervision,
        now,
        hasPlainForm: true,
        open: (form) => open(seats.get(number)?.wanted ?? wanted, form),
        troubleUrl,
        onClosed: () => seats.delete(number),
      }),
    }
    seats.set(number, seat)
    stand(seat)
  }

  const planOf = (page: Electron.WebContents): WindowPlan | undefined => {
    const known = forms.get(page)
    const plan = known && seats.get(known.number)?.wanted.plan
    return plan && known.form === 'plain' ? plainPlan(plan) : plan
  }
  // Asked while a page loads, so that it begins with what is true then and not when its window was made.
  const onPlan = (event: Electron.IpcMainEvent) => {
    event.returnValue = planOf(event.sender) ?? null
  }
  const tellPage = (page: Electron.WebContents) => {
    if (!state) return
    const known = forms.get(page)
    page.send('desk', known?.form === 'plain' ? inPlainForm(state, known.number) : state)
  }
  const onRequest = ({ sender }: Electron.IpcMainEvent) => tellPage(sender)
  ipcMain.on('window:plan', onPlan)
  ipcMain.on('desk:request', onRequest)

  const patrol = setInterval(() => {
    const displays = screen.getAllDisplays().map(({ bounds }) => bounds)
    for (const seat of seats.values()) {
      const window = seat.window.current()
      if (window.isDestroyed() || seat.wanted.place === 'waiting' || window.isMinimized()) continue
      if (!window.isVisible() || !isReachable(window.getBounds(), displays)) stand(seat)
    }
  }, patrolEveryMs)

  const all = () => [...seats.values()].map(({ window }) => window.current()).filter((window) => !window.isDestroyed())
  return {
    all,
    follow(wanted) {
      const numbers = new Set(wanted.map(({ plan }) => plan.display.number))
      for (const each of wanted) {
        const { number } = each.plan.display
        const seat = seats.get(number)
        if (!seat) {
          openSeat(each)
          continue
        }
        seat.wanted = each
        if (standing(each.place) !== seat.stood) stand(seat)
      }
      for (const [number, seat] of seats) {
        if (numbers.has(number)) continue
        seats.delete(number)
        seat.stopPlacing()
        seat.window.close()
      }
    },
    standAgain() {
      for (const seat of seats.values()) stand(seat)
    },
    tell(next) {
      state = next
      for (const { webContents } of all()) tellPage(webContents)
    },
    focus() {
      const [first] = all()
      if (first?.isMinimized()) first.restore()
      first?.focus()
    },
    close() {
      clearInterval(patrol)
      ipcMain.off('window:plan', onPlan)
      ipcMain.off('desk:request', onRequest)
      for (const seat of seats.values()) {
        seat.stopPlacing()
        seat.window.close()
      }
    },
  }
}

const displayOf = (place: WindowPlace | { displayId: number }): Display | undefined =>
  place === 'waiting' ? undefined : screen.getAllDisplays().find(({ id }) => id === place.displayId)

/** A place with the bounds that it has now. */
const standing = (place: WindowPlace): string => JSON.stringify([place, displayOf(place)?.bounds])

/** A window that died too often with all its panes is told that it has the alarms only. */
const inPlainForm = (state: DeskState, number: number): DeskState => ({
  ...state,
  displays: state.displays.map((display) =>
    display.number === number ? { ...display, panes: { pane: 'alarms' } } : display,
  ),
})

const inset = ({ x, y, width, height }: Electron.Rectangle): Electron.Rectangle => ({
  x: x + Math.round(width * 0.04),
  y: y + Math.round(height * 0.04),
  width: Math.round(width * 0.92),
  height: Math.round(height * 0.92),
})
