import { z } from 'zod'
import { call, collection, done, feed, none } from '../call'
import { Graphic, GraphicId, GraphicSymbol, SymbolId } from '../graphic'
import { IdempotencyKey } from '../primitives'
import { SavedGraphic, SavedSymbol } from '../state/graphic'

const basedOn = z.number().int().min(0)

export const graphicCalls = {
  /** Graphics saved here. Those that come with the product are in `domain/graphics/shipped`; one saved under the same id stands before it. */
  'graphic.changed': feed('view', 'exact', none, collection(SavedGraphic)),
  /**
   * @throws Refused `worldMoved` when somebody saved another version than `basedOn` (0: new, or made of a shipped one) meanwhile; `badRequest` with the
   *   problems in `details` when it names devices, properties, services or symbols that are not there
   */
  'graphic.save': call('graphic.write', z.object({ key: IdempotencyKey, graphic: Graphic, basedOn }), done),
  'graphic.remove': call('graphic.write', z.object({ key: IdempotencyKey, id: GraphicId, basedOn }), done),
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
