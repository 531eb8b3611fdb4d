import type { SymbolKind } from '../../../widgets/symbols'
import { symbolDataUrl } from '../scene/symbolSvg'

export type Sprite = { image: CanvasImageSource; width: number; height: number }
export type TextStyle = { font: string; color: string; halo: string }

/** Width of the halo around texts, px (visual language, section 2: always 3 px). */
const haloPx = 3

/**
 * So many pictures are kept: several times what a frame is printed with. Texts have no end over a shift (each device that was looked at, each distance of somebody on the
 * way), and each is a canvas of some kilobytes outside of the heap.
 */
const mostSprites = 1_500

/**
 * Pictures that the map's ink is printed with, drawn once at the screen's density: symbols and texts with their halo. Keys carry the
 * colours, so a change of theme makes new ones; `clear` lets the old ones go, and of too many those go that were not used for longest.
 */
export class Sprites {
  private readonly sprites = new Map<string, Sprite | 'loading' | 'missing'>()

  /** @param onLoaded a symbol that was asked for can now be drawn */
  constructor(
    readonly pixelRatio: number,
    private readonly onLoaded: () => void,
  ) {}

  symbol(
    kind: SymbolKind,
    name: string,
    sizePx: number,
    variables: Readonly<Record<string, string>>,
  ): Sprite | undefined {
    const key = `${kind}/${name} ${sizePx} ${Object.values(variables).join(' ')}`
    const known = this.use(key)
    if (known !== undefined) return typeof known === 'string' ? undefined : known
    const url = symbolDataUrl(kind, name, variables, Math.round(sizePx * this.pixelRatio))
    this.keep(key, url === undefined ? 'missing' : 'loading')
    if (url !== undefined) void this.load(key, url, sizePx)
    return undefined
  }

  text(text: string, style: TextStyle): Sprite | undefined {
    const key = `${style.font} ${style.color} ${style.halo} ${text}`
    const known = this.use(key)
    if (known !== undefined) return typeof known === 'string' ? undefined : known
    const sprite = this.drawText(text, style)
    this.keep(key, sprite ?? 'missing')
    return sprite
  }

  clear(): void {
    this.sprites.clear()
  }

  private async load(key: string, url: string, sizePx: number): Promise<void> {
    const image = new Image()
    image.src = url
    try {
      await image.decode()
      this.keep(key, { image, width: sizePx, height: sizePx })
      this.onLoaded()
    } catch {
      this.keep(key, 'missing')
    }
  }

  private use(key: string): Sprite | 'loading' | 'missing' | undefined {
    const known = this.sprites.get(key)
    if (known !== undefined) this.keep(key, known)
    return known
  }

  /** As the one that was used last. */
  private keep(key: string, sprite: Sprite | 'loading' | 'missing'): void {
    this.sprites.delete(key)
    this.sprites.set(key, sprite)
    if (this.sprites.size <= mostSprites) return
    const [oldest] = this.sprites.keys()
    if (oldest !== undefined) this.sprites.delete(oldest)
  }

  private drawText(text: string, { font, color, halo }: TextStyle): Sprite | undefined {
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('2d')
    if (!context) return undefined
    context.font = font
    const size = context.measureText(text)
    const width = Math.ceil(size.width) + haloPx * 2
    const height = Math.ceil(size.fontBoundingBoxAscent + size.fontBoundingBoxDescent) + haloPx
    canvas.width = Math.ceil(width * this.pixelRatio)
    canvas.height = Math.ceil(height * this.pixelRatio)
    context.scale(this.pixelRatio, this.pixelRatio)
    context.font = font
    context.textBaseline = 'middle'
    context.lineJoin = 'round'
    context.lineWidth = haloPx
    context.strokeStyle = halo
    context.fillStyle = color
    context.strokeText(text, haloPx, height / 2)
    context.fillText(text, haloPx, height / 2)
    return { image: canvas, width, height }
  }
}
