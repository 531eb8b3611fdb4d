import { symbolDataUrl } from './symbolSvg'

export type SymbolAtlas = { canvas: HTMLCanvasElement; columns: number; rows: number }

/** Pixels of a cell: enough for a 28 px symbol on a screen of double density. */
const cellPx = 64
/** Clear rim in a cell, so that neighbours do not bleed in. */
const rimPx = 4

/** All symbols in white, one a cell, row by row in the given order; the card tints them. A symbol without drawing leaves its cell clear. */
export async function drawSymbolAtlas(symbols: readonly string[]): Promise<SymbolAtlas> {
  const columns = Math.max(1, Math.ceil(Math.sqrt(symbols.length)))
  const rows = Math.max(1, Math.ceil(symbols.length / columns))
  const canvas = document.createElement('canvas')
  canvas.width = columns * cellPx
  canvas.height = rows * cellPx
  const context = canvas.getContext('2d')
  await Promise.all(
    symbols.map(async (symbol, i) => {
      const url = symbolDataUrl('system', symbol, { currentColor: '#ffffff' }, cellPx - 2 * rimPx)
      if (url === undefined || !context) return
      const image = new Image()
      image.src = url
      await image.decode()
      context.drawImage(image, (i % columns) * cellPx + rimPx, Math.floor(i / columns) * cellPx + rimPx)
    }),
  )
  return { canvas, columns, rows }
}
