import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

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

/** Pictures compared with those of before, as far as they mean the same to an eye. */
export interface Looks {
  /** @returns what is too different, in words with the name before them; nothing when it looks as it did */
  compare(name: string, png: Buffer): Promise<string[]>
  /** With `UPDATE_REFERENCES=1` what was taken is what the next run is compared with. */
  keep(): void
}

/** @param decoder a page that may run foreign code, to read pictures in */
export function openLooks(referencesFile: string, decoder: () => Page): Looks {
  const isUpdate = process.env['UPDATE_REFERENCES'] === '1'
  const references: Partial<Record<string, Look>> = existsSync(referencesFile)
    ? JSON.parse(readFileSync(referencesFile, 'utf8'))
    : {}
  const taken: Record<string, Look> = {}
  return {
    async compare(name, png) {
      const look = await decoder().evaluate<Look>(readPicture(png))
      taken[name] = look
      if (isUpdate) return []
      const reference = references[name]
      const different = reference ? changes(look, reference) : ['has no reference (UPDATE_REFERENCES=1 makes one)']
      return different.map((each) => `${name}: ${each}`)
    },
    keep() {
      if (isUpdate) writeFileSync(referencesFile, `${JSON.stringify(taken, null, 2)}\n`)
    },
  }
}

/** A blob, since pages of ours load no images from elsewhere. */
const readPicture = (png: Buffer) => `(async () => {
  const bytes = Uint8Array.from(atob('${png.toString('base64')}'), (letter) => letter.charCodeAt(0))
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
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
})()`

const bytes = ({ blocks: hex }: Look) => Buffer.from(hex, 'hex')

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
