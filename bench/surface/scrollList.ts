import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { z } from 'zod'
import { root } from '../../tests/e2e/console'

const Frames = z.object({ frameMs: z.array(z.number()), workMs: z.array(z.number()) })

/** Frames of a scroll through a list: from one to the next, and what the page's own thread needed for each. */
export type Frames = z.infer<typeof Frames>

const frames = 240

/**
 * One screenful and a bit each frame, there and back: every frame draws rows that were not there. A message that a frame sends to itself is
 * handled after its style, layout and painting.
 */
const scroll = `new Promise((resolve) => {
  const list = document.querySelector('[role=grid]')
  const frameMs = [], workMs = []
  const drawn = new MessageChannel()
  let last, began, step = list.clientHeight * 1.3
  drawn.port1.onmessage = () => workMs.push(performance.now() - began)
  const next = () => {
    began = performance.now()
    if (last !== undefined) frameMs.push(began - last)
    last = began
    if (frameMs.length === ${frames}) return setTimeout(() => resolve({ frameMs, workMs }), 200)
    if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) step = -Math.abs(step)
    else if (list.scrollTop <= 0) step = Math.abs(step)
    list.scrollTop += step
    drawn.port2.postMessage(undefined)
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
})`

/** The pane of alarms with so many of them, in an Electron that shows nothing else; lists of all lengths in one run, in turn and again. */
export async function scrollLists(lengths: readonly number[]): Promise<Frames[]> {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-bench-list-'))
  const { url, stop } = await serveGallery()
  try {
    const home = join(folder, 'list')
    await mkdir(home)
    await writeFile(join(home, 'package.json'), JSON.stringify({ name: 'list', version: '1.0.0', main: 'main.cjs' }))
    await writeFile(
      join(home, 'main.cjs'),
      "const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => new BrowserWindow({ width: 1920, height: 1080 }).loadURL('about:blank'))",
    )
    const app = await _electron.launch({
      args: [home, `--user-data-dir=${join(folder, 'data')}`, '--ignore-gpu-blocklist'],
    })
    try {
      const page = await app.firstWindow()
      const measured: Frames[] = lengths.map(() => ({ frameMs: [], workMs: [] }))
      for (const isWarm of [false, true, true]) {
        for (const [index, length] of lengths.entries()) {
          await page.goto('about:blank')
          await page.goto(`${url}#alarms=${length}`)
          // Whatever the alarms are grouped by, every one is a row.
          await page.locator('select').first().selectOption('none', { timeout: 60_000 })
          await page.locator('[role=grid] [role=row]').first().waitFor({ timeout: 20_000 })
          const { frameMs, workMs } = Frames.parse(await page.evaluate(scroll))
          if (!isWarm) continue
          measured[index]?.frameMs.push(...frameMs)
          measured[index]?.workMs.push(...workMs)
        }
      }
      return measured
    } finally {
      await app.close()
    }
  } finally {
    stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function serveGallery(): Promise<{ url: string; stop(): void }> {
  const gallery = spawn(process.execPath, ['build/gallery.mjs', '--no-open'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    gallery.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      const url = /http:\S+gallery\.html/.exec(said)?.[0]
      if (url) resolve({ url, stop: () => void gallery.kill() })
    })
    gallery.on('exit', () => reject(new Error(`the gallery ended: ${said}`)))
  })
}
