/**
 * The transparent canvas above the ground. The browser draws it on the graphics card; when the card forgets it, a blank sheet would hide the map, so
 * another takes its place, drawn on the processor from then on.
 */
export class Sheet {
  private canvas = document.createElement('canvas')
  private drawing: CanvasRenderingContext2D | undefined

  /** @param onLost everything has to be painted again, on the `context` that is there now */
  constructor(
    container: HTMLElement,
    private readonly onLost: () => void,
  ) {
    container.append(this.canvas)
    this.lay({})
  }

  /** Changes when the sheet was lost; absent where the browser gives none. */
  get context(): CanvasRenderingContext2D | undefined {
    return this.drawing
  }

  /** In device pixels. */
  fit(width: number, height: number): void {
    if (this.canvas.width !== width) this.canvas.width = width
    if (this.canvas.height !== height) this.canvas.height = height
  }

  remove(): void {
    this.canvas.remove()
  }

  private lay(settings: CanvasRenderingContext2DSettings): void {
    const { canvas } = this
    Object.assign(canvas.style, {
      position: 'absolute',
      inset: '0',
      width: '100%',
      height: '100%',
      pointerEvents: 'none',
    })
    this.drawing = canvas.getContext('2d', settings) ?? undefined
    canvas.addEventListener('contextlost', () => this.replace(), { once: true })
  }

  private replace(): void {
    const lost = this.canvas
    this.canvas = document.createElement('canvas')
    this.fit(lost.width, lost.height)
    lost.replaceWith(this.canvas)
    this.lay({ willReadFrequently: true })
    this.onLost()
  }
}
