import { z } from 'zod'
import { DeviceId, DeviceTypeId, LocalText } from './primitives'
import { CommandInput, Identifier } from './thingModel'

/*
 * Graphics (组态, white paper 4.1.1.7 (3)): drawings of a plant with live values and commands in them. Lengths are units of the drawing's own
 * sheet; a window scales the sheet to its pane. Colours are names of the theme's inks, so that a drawing is right by day, by night and in high
 * contrast, and the colours of alarms stay those of alarms.
 */

/** Of a graphic, a symbol, an element: made where it is drawn, letters and digits. */
export const GraphicId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,60}$/)
  .brand<'GraphicId'>()
export type GraphicId = z.infer<typeof GraphicId>
export const SymbolId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,60}$/)
  .brand<'SymbolId'>()
export type SymbolId = z.infer<typeof SymbolId>
export const ElementId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/)
export type ElementId = z.infer<typeof ElementId>

/** Inks of a drawing: neutral ones, media of the plant, and the two states of a contact (red closed, green open). */
export const Ink = z.enum([
  'none',
  'ground',
  'faint',
  'muted',
  'normal',
  'strong',
  'accent',
  'water',
  'hotWater',
  'air',
  'power',
  'gas',
  'closed',
  'open',
  'abnormal',
  'offline',
])
export type Ink = z.infer<typeof Ink>

/** Position and size on the sheet, upper left corner first; turned clockwise about its middle, degrees. */
export const Frame = z.object({
  x: z.number().min(-8_000).max(16_000),
  y: z.number().min(-8_000).max(16_000),
  width: z.number().min(1).max(8_000),
  height: z.number().min(1).max(8_000),
  turnDeg: z.number().min(-360).max(360).optional(),
})
export type Frame = z.infer<typeof Frame>

export const TextStyle = z.object({
  /** Height of the letters, units of the sheet. */
  size: z.number().min(4).max(400),
  weight: z.enum(['normal', 'bold']),
  align: z.enum(['start', 'middle', 'end']),
  ink: Ink,
  isItalic: z.boolean().optional(),
})
export type TextStyle = z.infer<typeof TextStyle>

export const ElementStyle = z.object({
  line: Ink,
  fill: Ink,
  lineWidth: z.number().min(0).max(60),
  isDashed: z.boolean().optional(),
  /** 0 to 1. */
  opacity: z.number().min(0).max(1).optional(),
  /** Of the corners of a rectangle. */
  radius: z.number().min(0).max(400).optional(),
})
export type ElementStyle = z.infer<typeof ElementStyle>

/** A device by name, or the one the graphic was opened for (`forTypeId` of the graphic): one drawing then serves every device of a type. */
export const DeviceReference = z.union([DeviceId, z.literal('$device')])
export type DeviceReference = z.infer<typeof DeviceReference>

/** A live value: one property of one device. */
export const GraphicSource = z.object({ deviceId: DeviceReference, propertyId: Identifier })
export type GraphicSource = z.infer<typeof GraphicSource>

/** When an animation is on: the value lies within `from` and `to` (both included; absent is unbounded). A value that is stale or bad sets nothing off. */
export const ValueRange = z
  .object({ from: z.number().optional(), to: z.number().optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, { path: ['to'] })
export type ValueRange = z.infer<typeof ValueRange>

/** What a live value does to an element. Where several of one effect are on, the first holds. */
export const Animation = z.discriminatedUnion('effect', [
  /** Draws its lines, or its filling, in another ink. */
  z.object({
    effect: z.literal('ink'),
    part: z.enum(['line', 'fill', 'text']),
    ink: Ink,
    source: GraphicSource,
    when: ValueRange,
  }),
  z.object({ effect: z.literal('hide'), source: GraphicSource, when: ValueRange }),
  /** At most 1 Hz, and still where people asked for no motion. */
  z.object({ effect: z.literal('blink'), source: GraphicSource, when: ValueRange }),
  /** A fan, a pump: turns about its middle while on. */
  z.object({
    effect: z.literal('spin'),
    secondsATurn: z.number().min(0.5).max(60),
    source: GraphicSource,
    when: ValueRange,
  }),
  /** Dashes that run along a pipe while on. */
  z.object({ effect: z.literal('flow'), isBackward: z.boolean().optional(), source: GraphicSource, when: ValueRange }),
  /** Moved by the value: at `low` where it is drawn, at `high` by `dx`, `dy` from there (a lift in its shaft, a gate). */
  z.object({
    effect: z.literal('move'),
    dx: z.number(),
    dy: z.number(),
    low: z.number(),
    high: z.number(),
    source: GraphicSource,
  }),
  /** Turned by the value, degrees at `low` and at `high` (a valve's flap, a pointer). */
  z.object({
    effect: z.literal('turn'),
    lowDeg: z.number(),
    highDeg: z.number(),
    low: z.number(),
    high: z.number(),
    source: GraphicSource,
  }),
])
export type Animation = z.infer<typeof Animation>

/** What a click does. A service goes the way of every command: class, review, second person, interlocks. */
export const GraphicAction = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('service'),
    deviceId: DeviceReference,
    serviceId: Identifier,
    input: CommandInput.optional(),
  }),
  z.object({ kind: z.literal('device'), deviceId: DeviceReference }),
  z.object({ kind: z.literal('graphic'), graphicId: GraphicId, deviceId: DeviceId.optional() }),
])
export type GraphicAction = z.infer<typeof GraphicAction>

/** Groups within groups within groups: deeper nobody finds his way. */
export const mostGroupDepth = 3

const shared = {
  id: ElementId,
  frame: Frame,
  style: ElementStyle,
  text: TextStyle.optional(),
  animations: z.array(Animation).max(12),
  action: GraphicAction.optional(),
  /** Told by the screen reader and as the tip. */
  name: LocalText.optional(),
  isLocked: z.boolean().optional(),
  /** Groups that it belongs to, the innermost first: whoever draws takes the outermost as one. Nothing that operators see. */
  groups: z.array(ElementId).min(1).max(mostGroupDepth).optional(),
}

const range = { low: z.number(), high: z.number() }

/** One thing on a graphic. Order in the list is order of drawing. */
export const GraphicElement = z.discriminatedUnion('kind', [
  z.object({ ...shared, kind: z.literal('shape'), shape: z.enum(['rectangle', 'ellipse']) }),
  z.object({ ...shared, kind: z.literal('text'), words: LocalText }),
  /** A number with unit and age, or the name of a state. */
  z.object({
    ...shared,
    kind: z.literal('value'),
    source: GraphicSource,
    showsName: z.boolean(),
    decimals: z.number().int().min(0).max(6).optional(),
  }),
  /** A symbol of the library; with a device its state (alarm, abnormal, offline) is drawn beside it. */
  z.object({ ...shared, kind: z.literal('symbol'), symbolId: SymbolId, deviceId: DeviceReference.optional() }),
  /** A tank or a bar, filled from `low` to `high` (unit of the property). */
  z.object({
    ...shared,
    kind: z.literal('level'),
    source: GraphicSource,
    ...range,
    direction: z.enum(['up', 'right']),
  }),
  z.object({ ...shared, kind: z.literal('gauge'), source: GraphicSource, ...range }),
  /** The last `minutes` of up to four values. */
  z.object({
    ...shared,
    kind: z.literal('trend'),
    sources: z.array(GraphicSource).min(1).max(4),
    minutes: z.number().int().min(1).max(1_440),
  }),
  z.object({ ...shared, kind: z.literal('button'), words: LocalText }),
  /** A pipe, a duct, a cable: corners relative to the frame, 0 to 1 in each direction. */
  z.object({
    ...shared,
    kind: z.literal('pipe'),
    corners: z
      .array(z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]))
      .min(2)
      .max(40),
  }),
  /** Standing alarms of a device by priority. */
  z.object({ ...shared, kind: z.literal('alarms'), deviceId: DeviceReference }),
])
export type GraphicElement = z.infer<typeof GraphicElement>

/** A configuration screen (组态页面). */
export const Graphic = z
  .object({
    id: GraphicId,
    name: LocalText,
    /** System it belongs to, by key of the packs; absent for a general one. */
    systemKey: z.string().min(1).max(80).optional(),
    /** Serves every device of this type; `$device` in it stands for the one it is opened for. */
    forTypeId: DeviceTypeId.optional(),
    sheet: z.object({ width: z.number().min(100).max(8_000), height: z.number().min(100).max(8_000), ground: Ink }),
    elements: z.array(GraphicElement).max(800),
  })
  .refine(({ elements }) => new Set(elements.map(({ id }) => id)).size === elements.length, { path: ['elements'] })
export type Graphic = z.infer<typeof Graphic>

/** One outline of a symbol. `line` and `fill` are drawn in the element's own inks; the names in `Ink` otherwise. */
export const SymbolPath = z.object({
  /** SVG path data; nothing else of an imported file ever reaches a page. */
  d: z.string().regex(/^[MmLlHhVvCcSsQqTtAaZz0-9eE\s,.+-]{1,20000}$/),
  line: z.union([Ink, z.literal('line')]),
  fill: z.union([Ink, z.literal('fill')]),
  lineWidth: z.number().min(0).max(40),
})
export type SymbolPath = z.infer<typeof SymbolPath>

/** A component's icon (组件图标) of the library. */
export const GraphicSymbol = z.object({
  id: SymbolId,
  name: LocalText,
  /** Class of the library: key of a system of the packs, or `general`. */
  systemKey: z.string().min(1).max(80),
  /** Box of the drawing, and its size when it is put on a sheet. */
  width: z.number().min(1).max(2_000),
  height: z.number().min(1).max(2_000),
  paths: z.array(SymbolPath).min(1).max(200),
})
export type GraphicSymbol = z.infer<typeof GraphicSymbol>
