import type { ElectronApplication } from 'playwright-core'

/** One window of the desk, as main and its page say. */
export interface ProbedWindow {
  /** Role of the display in the layout; `sound` for the unseen page that sounds. */
  role: string
  pid: number
  bounds: { x: number; y: number; width: number; height: number }
  isVisible: boolean
  panes: string[]
  /** Everything that is on the page, also what a narrow window hides. */
  text: string
  /** How its map is drawn: `graphics`, `plain`, or not at all. */
  ground: string | undefined
}

const askPage = `({
  role: location.pathname === '/sound.html' ? 'sound' : window.chengtai?.display.role,
  panes: [...document.querySelectorAll('[data-pane]')].map((pane) => pane.dataset.pane),
  text: document.body.textContent,
  ground: document.querySelector('[data-ground]')?.dataset.ground,
})`

/**
 * Asks every window that answers within three seconds how it is. From main, not through Playwright's pages: those do not outlive a crash of theirs.
 */
export async function probeDesk(app: ElectronApplication): Promise<ProbedWindow[]> {
  return app.evaluate(async ({ BrowserWindow }, ask) => {
    const probes = BrowserWindow.getAllWindows().map(async (window): Promise<ProbedWindow[]> => {
      const { webContents } = window
      // A page that is gone or still loads answers only when it is there: waiting for it would be all that is measured.
      if (webContents.isCrashed() || webContents.isLoading()) return []
      let giveUp: () => void = () => undefined
      const late = new Promise<undefined>((resolve) => {
        giveUp = () => resolve(undefined)
        setTimeout(giveUp, 3_000)
        // A page that dies with the question never answers.
        webContents.once('render-process-gone', giveUp)
      })
      const page = await Promise.race([webContents.executeJavaScript(ask).catch(() => undefined), late])
      if (!window.isDestroyed()) webContents.off('render-process-gone', giveUp)
      if (window.isDestroyed() || typeof page?.role !== 'string') return []
      return [{ ...page, pid: webContents.getOSProcessId(), bounds: window.getBounds(), isVisible: window.isVisible() }]
    })
    return (await Promise.all(probes)).flat()
  }, askPage)
}

/** Ids and places of the displays that main knows. */
export const probeDisplays = (app: ElectronApplication) =>
  app.evaluate(({ screen }) => screen.getAllDisplays().map(({ id, bounds }) => ({ id, bounds })))

/** Process of a kind that the console has started, by pid. */
export const probePid = (app: ElectronApplication, kind: 'GPU' | 'core'): Promise<number | undefined> =>
  app.evaluate(
    ({ app: electron }, wanted) =>
      electron
        .getAppMetrics()
        .find(({ type, name, serviceName }) =>
          wanted === 'GPU' ? type === 'GPU' : [name, serviceName].includes('chengtai-core'),
        )?.pid,
    kind,
  )

/** How many colours the middle of a window's map has; one that is not drawn has few. */
export const coloursOf = (app: ElectronApplication, pid: number): Promise<number> =>
  app.evaluate(async ({ BrowserWindow }, wanted) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getOSProcessId() === wanted)
    if (!window) return 0
    const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 2_000))
    const whereIsMap = `(({ x, y, width, height }) => ({ x: Math.round(x + width / 4), y: Math.round(y + height / 4),
      width: Math.round(width / 2), height: Math.round(height / 2) }))(document.querySelector('[data-ground]').getBoundingClientRect())`
    const take = async () => window.webContents.capturePage(await window.webContents.executeJavaScript(whereIsMap))
    const image = await Promise.race([take().catch(() => undefined), late])
    if (!image) return 0
    const bitmap = image.toBitmap()
    const colours = new Set<number>()
    for (let at = 0; at + 4 <= bitmap.length; at += 4) colours.add(bitmap.readUInt32LE(at))
    return colours.size
  }, pid)

/** Waits until something holds, asking again and again; says how long it took. */
export async function until(what: string, holds: () => Promise<boolean>, limitMs = 150_000): Promise<{ ms: number }> {
  const startedAtMs = performance.now()
  for (;;) {
    if (await holds().catch(() => false)) return { ms: Math.round(performance.now() - startedAtMs) }
    if (performance.now() - startedAtMs > limitMs) throw new Error(`not within ${limitMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
