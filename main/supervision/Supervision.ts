import { cpus } from 'node:os'
import { app, type BrowserWindow, ipcMain, type WebContents } from 'electron'
import { GraphicsLadder } from './GraphicsLadder'
import { GraphicsLoad, measureEveryMs } from './GraphicsLoad'
import { isCrowded } from './isCrowded'
import type { SupervisionState } from './SupervisionState'
import { type Circumstances, lookEveryMs, type WindowLadder } from './WindowLadder'

/** A turn of main's own loop that came so much too late says that the machine is slow; it is believed to stay so for a while. */
const slowTurnMs = 300
const slowForMs = 5_000
/** Half of the windows silent for so long at once: not they hang, the machine does. */
const commonSilenceMs = 1_000

/** When windows are drawn anew after the graphics process died: nobody says when its successor is there, and a page on which nothing changes stays black. */
const redrawAfterMs = [500, 1_500, 4_000]

/** A window under supervision, as the round sees it. */
export interface Watched {
  ladder: WindowLadder
  contents(): WebContents | undefined
  look(nowMs: number, circumstances: Circumstances): void
  /** A page of this window is alive and drawn. */
  beat(nowMs: number, isWanted: boolean): void
}

/** The one round over all windows, the deaths of the GPU's process, and what windows are told of it. */
export interface Supervision {
  readonly state: SupervisionState
  /** Changes what windows are told; tells them when it differs. */
  tell(part: Partial<SupervisionState>): void
  /** The core's trouble; `undefined` once it runs. */
  tellCore(trouble: SupervisionState['core']): void
  watch(watched: Watched): () => void
  /** Called when the process that plays sound died: pages do not hear that their sound has stopped. */
  onAudioGone(listener: () => void): void
  stop(): void
}

export function createSupervision(now: () => number, graphicsAtStart: SupervisionState['graphics']): Supervision {
  const watched = new Set<Watched>()
  const listeners = new Set<WebContents>()
  const audioGone = new Set<() => void>()
  const graphics = new GraphicsLadder()
  let state: SupervisionState = { sound: 'absent', graphics: graphicsAtStart, displaced: [] }
  let slowUntilMs = 0
  let lookedAtMs = now()
  const graphicsLoad = new GraphicsLoad()
  let measuredAtMs = 0

  const tell = (part: Partial<SupervisionState>) => show({ ...state, ...part })
  const show = (next: SupervisionState) => {
    if (JSON.stringify(next) === JSON.stringify(state)) return
    state = next
    for (const page of listeners) page.send('supervision', state)
  }

  const isMachineSlow = (nowMs: number): boolean => {
    if (nowMs - lookedAtMs - lookEveryMs > slowTurnMs) slowUntilMs = nowMs + slowForMs
    const silences = [...watched].flatMap(({ ladder }) => ladder.silenceMs(nowMs) ?? [])
    const silent = silences.filter((ms) => ms > commonSilenceMs).length
    if (silent > 1 && silent * 2 >= silences.length) slowUntilMs = nowMs + slowForMs
    return nowMs < slowUntilMs || isCrowded()
  }
  const measure = (nowMs: number) => {
    if (nowMs < measuredAtMs + measureEveryMs) return
    measuredAtMs = nowMs
    // Electron gives the share of all processors, in percent.
    const loads = app
      .getAppMetrics()
      .map(({ pid, type, cpu }) => ({ pid, type, load: (cpu.percentCPUUsage / 100) * cpus().length }))
    graphicsLoad.measured(loads, nowMs)
  }
  const round = () => {
    const nowMs = now()
    const isSlow = isMachineSlow(nowMs)
    lookedAtMs = nowMs
    measure(nowMs)
    for (const each of watched) {
      const pid = each.contents()?.getOSProcessId()
      const waits = pid !== undefined && graphicsLoad.isWaitedForBy(pid, nowMs)
      each.look(nowMs, { isMachineSlow: isSlow, waitsForGraphics: waits })
    }
  }
  const timer = setInterval(round, lookEveryMs)

  const onBeat = ({ sender }: Electron.IpcMainEvent, isWanted: unknown) => {
    for (const each of watched) if (each.contents() === sender) each.beat(now(), isWanted === true)
  }
  const onRequest = ({ sender }: Electron.IpcMainEvent) => {
    if (!listeners.has(sender)) {
      listeners.add(sender)
      sender.once('destroyed', () => listeners.delete(sender))
    }
    sender.send('supervision', state)
  }
  const onChildGone = (_event: Electron.Event, { type, serviceName, reason }: Electron.Details) => {
    if (reason === 'clean-exit') return
    if (type === 'GPU') {
      graphics.died(now())
      if (graphics.isPlain) tell({ graphics: 'failed' })
      for (const afterMs of redrawAfterMs) setTimeout(redraw, afterMs)
    }
    if (serviceName === 'audio.mojom.AudioService') for (const listener of audioGone) listener()
  }
  const redraw = () => {
    for (const each of watched) each.contents()?.invalidate()
  }
  const onWork = ({ sender }: Electron.IpcMainEvent) => {
    for (const each of watched) if (each.contents() === sender) each.ladder.work(now())
  }
  ipcMain.on('window:beat', onBeat)
  ipcMain.on('window:work', onWork)
  ipcMain.on('supervision:request', onRequest)
  app.on('child-process-gone', onChildGone)

  return {
    get state() {
      return state
    },
    tell,
    tellCore(trouble) {
      const { core: _, ...rest } = state
      show(trouble ? { ...rest, core: trouble } : rest)
    },
    watch(each) {
      watched.add(each)
      return () => watched.delete(each)
    },
    onAudioGone(listener) {
      audioGone.add(listener)
    },
    stop() {
      clearInterval(timer)
      ipcMain.off('window:beat', onBeat)
      ipcMain.off('window:work', onWork)
      ipcMain.off('supervision:request', onRequest)
      app.off('child-process-gone', onChildGone)
    },
  }
}

/** Ends a window's process whatever state it is in; a stopped process hears nothing softer. */
export function killRenderer(window: BrowserWindow): void {
  try {
    process.kill(window.webContents.getOSProcessId(), 'SIGKILL')
  } catch {
    // It was gone already.
  }
}
