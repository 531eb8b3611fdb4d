import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ipcMain } from 'electron'
import { createHiddenWindow } from './createHiddenWindow'

/** A page that does not draw its story within this time has failed. */
const PRINT_WITHIN_MS = 20_000

/** What the print page hands back: a name for the files, and the story as data. */
interface PrintedStory {
  name: string
  json: string
}

const isStory = (value: unknown): value is PrintedStory =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'json' in value &&
  typeof value.name === 'string' &&
  typeof value.json === 'string'

/** Numbers of incidents are letters, digits and dashes; nothing else may become part of a path. */
const safeName = (name: string): string => name.replace(/[^A-Za-z0-9-]/g, '').slice(0, 60) || 'incident'

/**
 * Writes an incident's story into the exports folder: as PDF for people and, beside it, as JSON with every entry and its hash.
 *
 * @returns path of the PDF
 * @throws Error when the page could not draw the story in time
 */
export async function exportIncident(incidentId: string, parts: { preload: string; folder: string }): Promise<string> {
  const window = createHiddenWindow(parts.preload, `print.html?incident=${encodeURIComponent(incidentId)}`)
  try {
    const story = await new Promise<PrintedStory>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the story was not drawn in time')), PRINT_WITHIN_MS)
      const done = (event: Electron.IpcMainEvent, value: unknown) => {
        if (event.sender !== window.webContents) return
        ipcMain.off('print:ready', done)
        clearTimeout(timer)
        if (isStory(value)) resolve(value)
        else reject(new Error('the story could not be drawn'))
      }
      ipcMain.on('print:ready', done)
    })
    const pdf = await window.webContents.printToPDF({
      pageSize: 'A4',
      printBackground: true,
      margins: { top: 0.6, bottom: 0.6, left: 0.6, right: 0.6 },
    })
    await mkdir(parts.folder, { recursive: true })
    const file = join(parts.folder, safeName(story.name))
    await writeFile(`${file}.json`, story.json)
    await writeFile(`${file}.pdf`, pdf)
    return `${file}.pdf`
  } finally {
    window.destroy()
  }
}
