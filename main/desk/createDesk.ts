import { type IpcMainEvent, ipcMain, type IpcMainInvokeEvent, powerMonitor, screen } from 'electron'
import { ZodError } from 'zod'
import { Refused, type Client, type ErrorCode, SettingScope } from '../../domain/contract'
import { type DeskState, Layout, type LayoutPost, postOfRole, shelfOf, shippedLayouts } from '../../layouts'
import type { DeskWindows } from '../createDeskWindows'
import type { Supervision } from '../supervision/Supervision'
import type { DeskMemory } from './DeskModel'
import { DeskModel } from './DeskModel'
import { ArrangeRequest, BlankRequest, LayoutId, LeaveRequest, MoveRequest, RemoveRequest } from './deskRequests'
import { deskStateOf } from './deskStateOf'
import { distinctDisplays } from './distinctDisplays'
import { followSeat, may, type SeatPerson } from './followSeat'
import { removeLayout, saveLayout, withFingerprints } from './savedLayouts'
import { wantedWindowsOf } from './WantedWindow'

interface Parts {
  client: Client
  windows: DeskWindows
  supervision: Supervision
  memory: DeskMemory | undefined
  keepMemory(memory: DeskMemory): void
  /** The post of this desk whoever works at it: a wall. Without, that of the person's role. */
  post?: LayoutPost | undefined
  isKiosk: boolean
  now: () => number
  /** The closed mode is left, by somebody who may. */
  onLeave(): void
}

const identifyForMs = 3_000
/** Displays wake one after the other, and some windows are moved meanwhile: looked at again so long after waking. */
const wakeLooksMs = [0, 1_000, 3_000, 8_000]

/** Carries the desk out: hears displays, sleep, the seat's person and incidents and what windows ask; lets windows follow, and tells them. */
export function createDesk(parts: Parts): { close(): void } {
  const { client, windows, supervision, now } = parts
  const model = new DeskModel(shelfOf(shippedLayouts, []), parts.post ? fixed(parts.memory, parts.post) : parts.memory)
  let person: SeatPerson | undefined
  let identifyUntilMs: number | undefined
  let identifyEnds: NodeJS.Timeout | undefined
  let wakeLooks: NodeJS.Timeout[] = []

  const stateNow = (): DeskState =>
    deskStateOf(model, {
      primaryId: screen.getPrimaryDisplay().id,
      isKiosk: parts.isKiosk,
      mayArrange: !model.layout.isLocked || may(person, 'setting.share'),
      identifyUntilMs,
    })
  const tell = () => {
    const state = stateNow()
    windows.tell(state)
    supervision.tell({
      displaced: state.displays
        .filter(({ isLiving }) => !isLiving)
        .map(({ number, role, hostNumber }) => ({
          number,
          role,
          ...(hostNumber !== undefined && { ontoNumber: hostNumber }),
        })),
    })
    parts.keepMemory(model.memory())
  }
  const follow = () => {
    windows.follow(wantedWindowsOf(model))
    tell()
  }
  const look = () => {
    model.displaysAre(distinctDisplays(screen.getAllDisplays()))
    follow()
    windows.standAgain()
  }
  const wake = () => {
    wakeLooks.forEach(clearTimeout)
    wakeLooks = wakeLooksMs.map((delayMs) => setTimeout(look, delayMs))
  }

  const mayChange = () => stateNow().mayArrange
  const requests: Record<string, (...args: unknown[]) => void> = {
    'desk:chooseLayout': (id) => {
      if (model.choose(LayoutId.parse(id))) follow()
    },
    'desk:movePane': (move) => {
      const asked = MoveRequest.parse(move)
      const isLost = stateNow().displays.some(({ number, isLiving }) => number === asked.fromNumber && !isLiving)
      if ((isLost || mayChange()) && model.move(asked)) follow()
    },
    'desk:arrange': (...args) => {
      const [number, panes] = ArrangeRequest.parse(args)
      if (mayChange() && model.arrange(number, panes)) follow()
    },
    'desk:blank': (...args) => {
      const [number, isBlank] = BlankRequest.parse(args)
      model.blank(number, isBlank)
      tell()
    },
    'desk:identify': () => {
      clearTimeout(identifyEnds)
      identifyUntilMs = now() + identifyForMs
      identifyEnds = setTimeout(() => {
        identifyUntilMs = undefined
        tell()
      }, identifyForMs)
      tell()
    },
  }

  const mustBeSomebody = (): SeatPerson => {
    if (!person) throw new Refused('notSignedIn')
    return person
  }
  const inquiries: Record<string, (...args: unknown[]) => Promise<unknown>> = {
    'desk:readLayouts': async () => model.shelf,
    'desk:saveLayout': (layout, scope) =>
      answer(async () => {
        const wanted = Layout.safeParse(layout)
        if (!wanted.success) throw new Refused('badRequest')
        const own = withFingerprints(wanted.data, new Map(model.homes.map((home) => [home.number, home.fingerprint])))
        const saved = await saveLayout(client, model.shelf, mustBeSomebody(), own, SettingScope.parse(scope))
        model.savedWas(saved)
        follow()
      }),
    'desk:removeLayout': (...args) =>
      answer(async () => {
        const [id, scope] = RemoveRequest.parse(args)
        await removeLayout(client, model.shelf, mustBeSomebody(), id, scope)
      }),
    'desk:leaveKiosk': (who) =>
      answer(async () => {
        if (!parts.isKiosk) throw new Refused('illegalState')
        const by = LeaveRequest.parse(who)
        await client.call('seat.leaveKiosk', by ? { by } : {})
        parts.onLeave()
      }),
  }

  const isOurs = ({ sender }: IpcMainEvent | IpcMainInvokeEvent) =>
    windows.all().some(({ webContents }) => webContents === sender)
  for (const [name, take] of Object.entries(requests))
    ipcMain.on(name, (event, ...args: unknown[]) => {
      if (!isOurs(event)) return
      try {
        take(...args)
      } catch (error) {
        // A page sent what no page of ours sends; it must not end main.
        if (!(error instanceof ZodError)) throw error
        process.stderr.write(`${name} was refused: ${error.message}\n`)
      }
    })
  for (const [name, give] of Object.entries(inquiries))
    ipcMain.handle(name, (event, ...args: unknown[]) => {
      if (!isOurs(event)) throw new Error('not a window of the desk')
      return give(...args)
    })

  const stopFollowing = followSeat(client, {
    onPerson(next) {
      person = next
      if (next) {
        const shelf = shelfOf(shippedLayouts, next.settings)
        model.personIs(parts.post ?? postOfRole[next.account.role], shelf, next.seatId)
      }
      follow()
    },
    onIncidents(grades) {
      const shown = model.layout.id
      model.incidentsAre(grades)
      if (model.layout.id !== shown) follow()
    },
  })
  look()
  screen.on('display-added', look)
  screen.on('display-removed', look)
  screen.on('display-metrics-changed', look)
  powerMonitor.on('resume', wake)
  powerMonitor.on('unlock-screen', wake)

  return {
    close() {
      stopFollowing()
      clearTimeout(identifyEnds)
      wakeLooks.forEach(clearTimeout)
      screen.off('display-added', look)
      screen.off('display-removed', look)
      screen.off('display-metrics-changed', look)
      powerMonitor.off('resume', wake)
      powerMonitor.off('unlock-screen', wake)
      for (const name of Object.keys(requests)) ipcMain.removeAllListeners(name)
      for (const name of Object.keys(inquiries)) ipcMain.removeHandler(name)
    },
  }
}

/** A desk whose post is given keeps nothing of another post. */
const fixed = (memory: DeskMemory | undefined, post: LayoutPost): DeskMemory =>
  memory?.post === post ? memory : { post, chosen: memory?.chosen ?? {} }

/** A refusal is an answer: thrown, it would reach the page as a text only. */
async function answer(run: () => Promise<void>): Promise<{ refused?: ErrorCode }> {
  try {
    await run()
    return {}
  } catch (error) {
    return { refused: error instanceof Refused ? error.code : 'badRequest' }
  }
}
