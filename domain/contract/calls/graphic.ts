import { z } from 'zod'
import { call, collection, done, feed, none } from '../call'
import { Graphic, GraphicId, GraphicSymbol, SymbolId } from '../graphic'
import { IdempotencyKey, SeatId } from '../primitives'
import { Deed } from '../state/actor'
import { SavedGraphic, SavedSymbol } from '../state/graphic'

const basedOn = z.number().int().min(0)
const count = z.number().int().min(0)
const EntryId = z.string().min(1).max(160)

/** Elements that are not as in the version before. */
export const GraphicChanges = z.object({
  added: count,
  removed: count,
  /** Of place or size alone. */
  moved: count,
  changed: count,
  /** The order of drawing of those that stayed. */
  isReordered: z.boolean(),
  /** Name, system, type or sheet. */
  isSheetChanged: z.boolean(),
})
export type GraphicChanges = z.infer<typeof GraphicChanges>

/** A saving of a graphic, or its removal, as the journal holds it. */
export const GraphicVersion = z.object({
  /** The same at every seat; the number grows where seats meet that were apart. */
  entryId: EntryId,
  version: count,
  seatId: SeatId,
  saved: Deed,
  isRemoval: z.boolean(),
  elements: count,
  changes: GraphicChanges,
})
export type GraphicVersion = z.infer<typeof GraphicVersion>

export const graphicCalls = {
  /** Graphics saved here. Those that come with the product are in `domain/graphics/shipped`; one saved under the same id stands before it. */
  'graphic.changed': feed('view', 'exact', none, collection(SavedGraphic)),
  /**
   * @throws Refused `worldMoved` when somebody saved another version than `basedOn` (0: new, or made of a shipped one) meanwhile; `badRequest` with the
   *   problems in `details` when it names devices, properties, services or symbols that are not there
   */
  'graphic.save': call('graphic.write', z.object({ key: IdempotencyKey, graphic: Graphic, basedOn }), done),
  'graphic.remove': call('graphic.write', z.object({ key: IdempotencyKey, id: GraphicId, basedOn }), done),
  /**
   * The last 100 savings and removals, newest first; none for one that is as it is shipped.
   *
   * @throws Refused `notFound` nothing was ever saved of it, and nothing is shipped
   */
  'graphic.versions': call('view', z.object({ id: GraphicId }), z.object({ versions: z.array(GraphicVersion) })),
  /** One of them, drawn. @throws Refused `notFound` */
  'graphic.version': call('view', z.object({ id: GraphicId, entryId: EntryId }), z.object({ graphic: Graphic })),
  'graphicSymbol.changed': feed('view', 'exact', none, collection(SavedSymbol)),
  'graphicSymbol.save': call('graphic.write', z.object({ key: IdempotencyKey, symbol: GraphicSymbol, basedOn }), done),
  /** Withdraws a symbol, or offers it again. */
  'graphicSymbol.offer': call(
    'graphic.write',
    z.object({ key: IdempotencyKey, id: SymbolId, isOffered: z.boolean() }),
    done,
  ),
  /** @throws Refused `illegalState` while a graphic has it, with the graphics in `details` */
  'graphicSymbol.remove': call('graphic.write', z.object({ key: IdempotencyKey, id: SymbolId }), done),
} as const
