import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { artifacts, root } from './console'
import { openLooks } from './kit/looks'

const browserPath = '/usr/bin/chromium'
const referencesFile = join(import.meta.dirname, 'gallery.references.json')
const pictures = join(artifacts, 'gallery')

const groups = ['controls', 'marks', 'values', 'panes', 'shared']
const themes = ['night', 'day', 'contrast']
const languages = ['zh-CN', 'en']
/** By the names of their buttons. */
const densities = { compact: '紧', roomy: '宽', wall: '墙' }

let gallery: ChildProcess | undefined
let browser: Browser | undefined
let page: Page
/** Decodes pictures: the gallery itself allows no foreign code. */
let decoder: Page
const looks = openLooks(referencesFile, () => decoder)

function startGallery(): Promise<string> {
  gallery = spawn(process.execPath, ['build/gallery.mjs', '--no-open'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    gallery?.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const url = /http:\S+gallery\.html/.exec(said)?.[0]
      if (url) resolve(url)
    })
    gallery?.on('exit', () => reject(new Error(`the gallery ended: ${said}`)))
  })
}

beforeAll(async () => {
  if (!existsSync(browserPath)) return
  await mkdir(pictures, { recursive: true })
  const url = await startGallery()
  browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--font-render-hinting=none'],
  })
  decoder = await browser.newPage()
  page = await browser.newPage({ viewport: { width: 2_000, height: 4_000 } })
  await page.clock.setFixedTime(new Date('2026-11-22T06:27:02Z'))
  await page.goto(url)
  // The last state of a pane to come is the one that waited for five seconds.
  await page.getByText('核心尚未应答').waitFor({ timeout: 60_000 })
  await page.evaluate('document.fonts.ready.then(() => undefined)')
})
afterAll(async () => {
  await browser?.close()
  gallery?.kill()
  looks.keep()
})

/** Chooses what another window of the seat would have chosen. */
async function choose(settings: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    const [key, newValue] = [JSON.stringify(`chengtai.${name}`), JSON.stringify(value)]
    await page.evaluate(
      `localStorage.setItem(${key}, ${newValue}); dispatchEvent(new StorageEvent('storage', { key: ${key} }))`,
    )
  }
  // Charts are drawn a frame later than the rest.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))')
}

async function compare(names: readonly { group: string; name: string }[]): Promise<void> {
  const found: string[] = []
  for (const { group, name } of names) {
    const png = await page
      .locator(`[data-group=${group}]`)
      .screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
    found.push(...(await looks.compare(name, png)))
  }
  expect(found).toEqual([])
}

describe('every widget in every state looks as it did', () => {
  for (const language of languages)
    for (const theme of themes)
      it(`in ${language}, ${theme}`, async (context) => {
        context.skip(!existsSync(browserPath), 'no Chromium on this machine')
        await choose({ language, theme })
        await compare(groups.map((group) => ({ group, name: `${group}-${language}-${theme}` })))
      })

  for (const [density, button] of Object.entries(densities))
    it(`in ${density} rows`, async (context) => {
      context.skip(!existsSync(browserPath), 'no Chromium on this machine')
      await choose({ language: 'zh-CN', theme: 'night' })
      await page.getByRole('button', { name: button, exact: true }).click()
      await compare(['panes', 'shared'].map((group) => ({ group, name: `${group}-${density}` })))
    })
})
