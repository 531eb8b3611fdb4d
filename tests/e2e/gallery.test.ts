import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { artifacts, root } from './console'

const browserPath = '/usr/bin/chromium'
const referencesFile = join(import.meta.dirname, 'gallery.references.json')
const pictures = join(artifacts, 'gallery')

const groups = ['controls', 'marks', 'values', 'panes', 'shared']
const themes = ['night', 'day', 'contrast']
const languages = ['zh-CN', 'en']
/** By the names of their buttons. */
const densities = { compact: '紧', roomy: '宽', wall: '墙' }

/** Blocks along an edge of a look. */
const blocks = 16
/** Of 255: text is drawn a little differently by each version of Chromium. */
const mostMeanDifference = 3
const mostBlockDifference = 30
/** Of the size, in CSS px. */
const mostSizeDifference = 8

/** A picture as so many blocks, each the mean of its red, green and blue in hex. */
interface Look {
  width: number
  height: number
  blocks: string
}

let gallery: ChildProcess | undefined
let browser: Browser | undefined
let page: Page
/** Decodes pictures: the gallery itself allows no foreign code. */
let decoder: Page
const taken: Record<string, Look> = {}

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
  if (process.env['UPDATE_REFERENCES'] === '1') writeFileSync(referencesFile, `${JSON.stringify(taken, null, 2)}\n`)
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

async function lookAt(group: string, name: string): Promise<Look> {
  const png = await page
    .locator(`[data-group=${group}]`)
    .screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
  const look = await decoder.evaluate<Look>(`(async () => {
    const image = new Image()
    image.src = 'data:image/png;base64,${png.toString('base64')}'
    await image.decode()
    const { width, height } = image
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0)
    let blocks = ''
    for (let row = 0; row < ${blocks}; row++)
      for (let column = 0; column < ${blocks}; column++) {
        const edge = (at, size) => Math.floor((at * size) / ${blocks})
        const [x, y] = [edge(column, width), edge(row, height)]
        const { data } = context.getImageData(x, y, edge(column + 1, width) - x, edge(row + 1, height) - y)
        for (const channel of [0, 1, 2]) {
          let sum = 0
          for (let at = channel; at < data.length; at += 4) sum += data[at]
          blocks += Math.round((4 * sum) / data.length).toString(16).padStart(2, '0')
        }
      }
    return { width, height, blocks }
  })()`)
  taken[name] = look
  return look
}

const bytes = ({ blocks: hex }: Look) => Buffer.from(hex, 'hex')

/** What is too different, in words; nothing when it looks as it did. */
function changes(look: Look, reference: Look): string[] {
  const [a, b] = [bytes(look), bytes(reference)]
  const differences = [...a].map((value, at) => Math.abs(value - (b[at] ?? 0)))
  const mean = differences.reduce((sum, each) => sum + each, 0) / differences.length
  const most = Math.max(...differences)
  const grown = Math.max(Math.abs(look.width - reference.width), Math.abs(look.height - reference.height))
  return [
    grown > mostSizeDifference && `size ${look.width} × ${look.height}, was ${reference.width} × ${reference.height}`,
    mean > mostMeanDifference && `mean difference ${mean.toFixed(1)}`,
    most > mostBlockDifference && `block ${Math.floor(differences.indexOf(most) / 3)} differs by ${most}`,
  ].filter((each) => each !== false)
}

const references: Partial<Record<string, Look>> = existsSync(referencesFile)
  ? JSON.parse(readFileSync(referencesFile, 'utf8'))
  : {}

async function compare(names: readonly { group: string; name: string }[]): Promise<void> {
  const found: string[] = []
  for (const { group, name } of names) {
    const look = await lookAt(group, name)
    if (process.env['UPDATE_REFERENCES'] === '1') continue
    const reference = references[name]
    const different = reference ? changes(look, reference) : ['has no reference (UPDATE_REFERENCES=1 makes one)']
    if (different.length > 0) found.push(`${name}: ${different.join(', ')}`)
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
