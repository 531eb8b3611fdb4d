import { BrowserWindow, type Display, screen } from 'electron'
import { boundsOf, inReadingOrder, planPlaces, type WindowPlace } from '../layouts'
import { APP_ORIGIN } from './appScheme'
import { placeWindow } from './placeWindow'
import { planWindows, type WindowPlan } from './planWindows'
import type { Supervision } from './supervision/Supervision'
import { type SupervisedWindow, superviseWindow } from './supervision/superviseWindow'
import type { WindowForm } from './supervision/WindowLadder'
import { troubleUrl } from './troubleUrl'

/** The windows of the desk: one for each display of the layout, each kept alive, and in sight on the displays there are. */
export interface DeskWindows {
  all(): BrowserWindow[]
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
}

/** One display of the layout. */
interface Seat {
  displayId: number
  plan: WindowPlan
  window: SupervisedWindow
  place: WindowPlace
  stopPlacing(): void
}

/** How the preload learns what its window is for; a sandboxed preload sees only its arguments. */
export const windowArgument = (plan: WindowPlan): string =>
  `--chengtai-window=${Buffer.from(JSON.stringify(plan)).toString('base64')}`

/** What a window shows that died too often with all its panes. */
const plainPlan = ({ display }: WindowPlan): WindowPlan => ({
  display,
  layout: { id: 'plain', panes: { pane: 'alarms' } },
})

/**
 * Opens a window on every display as the layout says. When displays go, their windows move onto those that are left, by `planPlaces`, and back when
 * they return; only a display that is more than the layout knows makes another layout. A window is made hidden, placed, then shown.
 */
export function createDeskWindows({ preload, isWindowed, icon, supervision, now }: Parts): DeskWindows {
  const seats = new Map<number, Seat>()
  let isClosing = false

  const open = (plan: WindowPlan, form: WindowForm, display: Display | undefined): BrowserWindow => {
    const window = new BrowserWindow({
      ...(display && !isWindowed ? display.bounds : inset(display?.workArea ?? screen.getPrimaryDisplay().workArea)),
      show: false,
      frame: isWindowed,
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
        additionalArguments: [windowArgument(form === 'plain' ? plainPlan(plan) : plan)],
      },
    })
    window.setMenuBarVisibility(false)
    window.once('ready-to-show', () => {
      const seat = seats.get(plan.display.number)
      if (seat?.window.current() === window) stand(seat)
    })
    if (form !== 'trouble') void window.loadURL(`${APP_ORIGIN}/index.html`).catch(() => undefined)
    return window
  }

  /** Puts a window where its place is now. */
  const stand = (seat: Seat) => {
    seat.stopPlacing()
    const window = seat.window.current()
    const { place } = seat
    if (place === 'waiting') return window.hide()
    const display = screen.getAllDisplays().find(({ id }) => id === place.displayId)
    if (!display) return
    const isWhole = place.of === 1
    const area = isWindowed ? inset(display.workArea) : isWhole ? display.bounds : display.workArea
    seat.stopPlacing = placeWindow(window, { bounds: boundsOf(place, area), isFullScreen: isWhole && !isWindowed })
  }

  const seatAt = (displayId: number, plan: WindowPlan): Seat => {
    const { number } = plan.display
    const seat: Seat = {
      displayId,
      plan,
      place: { displayId, part: 0, of: 1 },
      stopPlacing: () => undefined,
      window: superviseWindow({
        name: `${number} (${plan.display.role})`,
        supervision,
        now,
        hasPlainForm: true,
        open: (form) => open(plan, form, displayOf(seats.get(number)?.place) ?? displayOf({ displayId })),
        troubleUrl,
        onClosed: () => seats.delete(number),
      }),
    }
    return seat
  }

  /** Another layout, for other displays; windows that show the same on the same display stay. */
  const layOut = (displays: readonly Display[]) => {
    const plans = planWindows(displays)
    const kept = new Map([...seats.values()].map((seat) => [`${seat.displayId} ${JSON.stringify(seat.plan)}`, seat]))
    seats.clear()
    for (const [displayId, plan] of plans) {
      const key = `${displayId} ${JSON.stringify(plan)}`
      seats.set(plan.display.number, kept.get(key) ?? seatAt(displayId, plan))
      kept.delete(key)
    }
    for (const seat of kept.values()) leave(seat)
  }
  const leave = (seat: Seat) => {
    seat.stopPlacing()
    seat.window.close()
  }

  const level = () => {
    if (isClosing) return
    const displays = screen.getAllDisplays()
    const living = inReadingOrder(displays).map(({ id }) => id)
    const homes = [...seats.values()].map(({ displayId, plan: { display } }) => ({ displayId, ...display }))
    const places = planPlaces(homes, living)
    const taken = new Set([...places.values()].map((place) => (place === 'waiting' ? undefined : place.displayId)))
    if (living.some((id) => !taken.has(id))) {
      layOut(displays)
      for (const seat of seats.values()) seat.place = { displayId: seat.displayId, part: 0, of: 1 }
    } else {
      for (const [number, place] of places) {
        const seat = seats.get(number)
        if (seat) seat.place = place
      }
    }
    for (const seat of seats.values()) stand(seat)
    supervision.tell({ displaced: displacedOf([...seats.values()]) })
  }

  level()
  screen.on('display-added', level)
  screen.on('display-removed', level)
  screen.on('display-metrics-changed', level)

  const all = () => [...seats.values()].map(({ window }) => window.current()).filter((window) => !window.isDestroyed())
  return {
    all,
    focus() {
      const [first] = all()
      if (first?.isMinimized()) first.restore()
      first?.focus()
    },
    close() {
      isClosing = true
      screen.off('display-added', level)
      screen.off('display-removed', level)
      screen.off('display-metrics-changed', level)
      for (const seat of seats.values()) leave(seat)
    },
  }
}

const displayOf = (place: WindowPlace | { displayId: number } | undefined): Display | undefined =>
  place === undefined || place === 'waiting'
    ? undefined
    : screen.getAllDisplays().find(({ id }) => id === place.displayId)

/** Windows that are not on their own display, as every window is told of them. */
function displacedOf(seats: readonly Seat[]): Supervision['state']['displaced'] {
  return seats.flatMap(({ displayId, plan, place }) => {
    if (place !== 'waiting' && place.displayId === displayId) return []
    const { number, role } = plan.display
    const host = seats.find((seat) => place !== 'waiting' && seat.displayId === place.displayId)
    return [{ number, role, ...(host ? { ontoNumber: host.plan.display.number } : {}) }]
  })
}

const inset = ({ x, y, width, height }: Electron.Rectangle): Electron.Rectangle => ({
  x: x + Math.round(width * 0.04),
  y: y + Math.round(height * 0.04),
  width: Math.round(width * 0.92),
  height: Math.round(height * 0.92),
})
