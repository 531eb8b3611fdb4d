import type { z } from 'zod'
import { Graphic, type GraphicAction, type Ink } from '../contract'

type Names = readonly [zh: string, en: string]

/** What nearly every element may be given besides its own. */
export interface Look {
  readonly line?: Ink
  readonly fill?: Ink
  readonly lineWidth?: number
  readonly isDashed?: boolean
  readonly radius?: number
  readonly animations?: readonly object[]
  readonly action?: z.input<typeof GraphicAction>
  readonly name?: Names
}
export interface Letters {
  readonly size?: number
  readonly weight?: 'normal' | 'bold'
  readonly align?: 'start' | 'middle' | 'end'
  readonly ink?: Ink
}

const local = ([zh, en]: Names) => ({ zh, en })

/** A device that tells by one number of a property that it runs. */
export const runs = (deviceId: string, propertyId = 'state', value = 0) => ({
  source: { deviceId, propertyId },
  when: { from: value, to: value },
})

/** What a machine looks like while it runs: brighter than one at rest. Normal running has no colour. */
export const runningInks = (deviceId: string, propertyId = 'state', value = 0): object[] => [
  { effect: 'ink', part: 'line', ink: 'strong', ...runs(deviceId, propertyId, value) },
  { effect: 'ink', part: 'fill', ink: 'faint', ...runs(deviceId, propertyId, value) },
]

/**
 * Writes a graphic down element by element, in the house style: grey plant, media in their quiet inks, values above or right of what they belong to. For graphics
 * that come with the product or the demo; people draw in the editor.
 */
export function createDrawing(width = 1_280, height = 720) {
  const elements: object[] = []
  const put = (
    kind: string,
    [x, y, w, h]: readonly [x: number, y: number, width: number, height: number],
    own: object,
    { line = 'normal', fill = 'none', lineWidth = 1.5, isDashed, radius, animations = [], action, name }: Look = {},
  ): void => {
    elements.push({
      id: `e${elements.length + 1}`,
      kind,
      frame: { x, y, width: w, height: h },
      style: { line, fill, lineWidth, ...(isDashed && { isDashed }), ...(radius !== undefined && { radius }) },
      animations,
      ...(action && { action }),
      ...(name && { name: local(name) }),
      ...own,
    })
  }
  const letters = ({ size = 14, weight = 'normal', align = 'start', ink = 'normal' }: Letters) => ({
    text: { size, weight, align, ink },
  })

  return {
    box: (frame: readonly [number, number, number, number], look: Look = {}) =>
      put('shape', frame, { shape: 'rectangle' }, { line: 'faint', ...look }),
    text: (x: number, y: number, words: Names, style: Letters & { readonly width?: number } = {}, look: Look = {}) => {
      const { width: w = 200, size = 14, align = 'start' } = style
      const left = align === 'start' ? x : align === 'end' ? x - w : x - w / 2
      put('text', [left, y - size, w, size * 2], { words: local(words), ...letters(style) }, look)
    },
    /** @param x where it begins, ends or has its middle, by `align` */
    value: (
      x: number,
      y: number,
      deviceId: string,
      propertyId: string,
      style: Letters & { readonly width?: number; readonly showsName?: boolean; readonly decimals?: number } = {},
      look: Look = {},
    ) => {
      const { width: w = 110, size = 16, align = 'start', showsName = false, decimals } = style
      const h = showsName ? size * 2.6 : size * 1.6
      const left = align === 'start' ? x : align === 'end' ? x - w : x - w / 2
      const source = { deviceId, propertyId }
      const own = { source, showsName, ...(decimals !== undefined && { decimals }) }
      put('value', [left, y - h / 2, w, h], { ...own, ...letters({ ink: 'strong', ...style, size }) }, look)
    },
    symbol: (
      symbolId: string,
      frame: readonly [number, number, number, number],
      { device, ...look }: Look & { readonly device?: string | undefined } = {},
    ) =>
      put('symbol', frame, { symbolId, ...(device !== undefined && { deviceId: device }) }, { line: 'muted', ...look }),
    /** Through points of the sheet. */
    pipe: (points: readonly (readonly [number, number])[], line: Ink, look: Look = {}) => {
      const xs = points.map(([x]) => x)
      const ys = points.map(([, y]) => y)
      const [left, top] = [Math.min(...xs), Math.min(...ys)]
      const [w, h] = [Math.max(1, Math.max(...xs) - left), Math.max(1, Math.max(...ys) - top)]
      const corners = points.map(([x, y]) => [(x - left) / w, (y - top) / h])
      put('pipe', [left, top, w, h], { corners }, { lineWidth: 5, ...look, line })
    },
    level: (
      frame: readonly [number, number, number, number],
      deviceId: string,
      propertyId: string,
      { low, high, direction = 'up', ...look }: Look & { low: number; high: number; direction?: 'up' | 'right' },
    ) =>
      put(
        'level',
        frame,
        { source: { deviceId, propertyId }, low, high, direction },
        { line: 'muted', fill: 'water', ...look },
      ),
    gauge: (
      frame: readonly [number, number, number, number],
      deviceId: string,
      propertyId: string,
      { low, high, ...look }: Look & { low: number; high: number },
    ) =>
      put('gauge', frame, { source: { deviceId, propertyId }, low, high }, { line: 'normal', lineWidth: 6, ...look }),
    trend: (
      frame: readonly [number, number, number, number],
      sources: readonly (readonly [deviceId: string, propertyId: string])[],
      minutes: number,
    ) =>
      put('trend', frame, {
        sources: sources.map(([deviceId, propertyId]) => ({ deviceId, propertyId })),
        minutes,
      }),
    button: (frame: readonly [number, number, number, number], words: Names, action: Look['action']) =>
      put(
        'button',
        frame,
        { words: local(words), ...letters({ size: 13, align: 'middle' }) },
        { ...(action && { action }) },
      ),
    alarms: (frame: readonly [number, number, number, number], deviceId: string, size = 14) =>
      put('alarms', frame, { deviceId, ...letters({ size }) }),
    /** @throws ZodError when it is no graphic */
    done: (
      id: string,
      names: Names,
      more: { readonly systemKey?: string; readonly forTypeId?: string } = {},
    ): Graphic =>
      Graphic.parse({ id, name: local(names), sheet: { width, height, ground: 'ground' }, elements, ...more }),
  }
}
export type Drawing = ReturnType<typeof createDrawing>
