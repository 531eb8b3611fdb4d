import { type Actor, type CheckedParams, type Graphic, Refused } from '../../domain/contract'
import { checkGraphic } from '../../domain/graphics/checkGraphic'
import type { Registry } from '../iot/Registry'
import type { Draft, Journal, StateView } from '../journal/Journal'
import { graphicCatalogue, graphicsIn, hasSystem, symbolsIn } from './graphicCatalogue'

/** A drawing or symbol may be as large, bytes of its JSON, so that its entry goes through one frame between seats: 800 ordinary elements are a third of it. */
const mostBytes = 700_000
/** Of an installation, shipped ones apart. */
const mostGraphics = 1_000
const mostSymbols = 2_000
/** Problems in one refusal. */
const mostProblems = 50

/** What people do about graphics and symbols. */
export interface Graphics {
  /** @throws Refused `badRequest` with `details.problems`, `worldMoved` with `details.version`, `tooLarge` */
  save(click: CheckedParams<'graphic.save'>, actor: Actor): Promise<void>
  /** @throws Refused `notFound` nothing was saved of it; `worldMoved` */
  remove(click: CheckedParams<'graphic.remove'>, actor: Actor): Promise<void>
  /** @throws Refused `badRequest`, `worldMoved`, `tooLarge` */
  saveSymbol(click: CheckedParams<'graphicSymbol.save'>, actor: Actor): Promise<void>
  /** @throws Refused `notFound`; `alreadySet` */
  offerSymbol(click: CheckedParams<'graphicSymbol.offer'>, actor: Actor): Promise<void>
  /** @throws Refused `notFound` nothing was saved of it; `illegalState` with `details.graphics` */
  removeSymbol(click: CheckedParams<'graphicSymbol.remove'>, actor: Actor): Promise<void>
}

export function createGraphics({
  registry,
  journal,
}: {
  registry: Registry
  journal: Pick<Journal, 'write'>
}): Graphics {
  const mustFit = (what: object): void => {
    if (Buffer.byteLength(JSON.stringify(what)) > mostBytes)
      throw new Refused('tooLarge', `more than ${mostBytes} bytes`)
  }
  /** @param version what is saved now, 0 for nothing */
  const mustSee = (version: number, basedOn: number): void => {
    if (version !== basedOn) throw new Refused('worldMoved', `version ${version} is saved`, { version })
  }
  const versionOf = (view: StateView, id: string): number => {
    const saved = view.get('graphic', id)
    return saved?.isRemoved === false ? saved.version : 0
  }
  const savedSymbol = (view: StateView, id: string) => {
    const saved = view.get('graphicSymbol', id)
    return saved && saved.state !== 'removed' ? saved : undefined
  }
  const mustBeRight = (view: StateView, graphic: Graphic): void => {
    const problems = checkGraphic(graphic, graphicCatalogue(registry, view))
    if (problems.length > 0)
      throw new Refused('badRequest', `${graphic.id} names what is not there`, {
        problems: problems.slice(0, mostProblems),
        count: problems.length,
      })
  }

  return {
    async save({ key, graphic, basedOn }, actor) {
      mustFit(graphic)
      await journal.write((view) => {
        mustSee(versionOf(view, graphic.id), basedOn)
        mustBeRight(view, graphic)
        if (basedOn === 0 && countOf(view.list('graphic'), ({ isRemoved }) => !isRemoved) >= mostGraphics)
          throw new Refused('tooLarge', `${mostGraphics} graphics`)
        return [{ kind: 'graphic.saved', subjectId: graphic.id, id: `graphic-${key}`, actor, payload: { graphic } }]
      })
    },
    async remove({ key, id, basedOn }, actor) {
      await journal.write((view) => {
        if (versionOf(view, id) === 0) throw new Refused('notFound', `nothing was saved of graphic ${id}`)
        mustSee(versionOf(view, id), basedOn)
        return [{ kind: 'graphic.removed', subjectId: id, id: `graphic-${key}`, actor, payload: {} }]
      })
    },
    async saveSymbol({ key, symbol, basedOn }, actor) {
      mustFit(symbol)
      const { id, systemKey } = symbol
      if (systemKey !== 'general' && !hasSystem(registry, systemKey))
        throw new Refused('badRequest', `no system ${systemKey}`, {
          problems: [{ elementId: '', path: 'systemKey', code: 'noSystem', name: systemKey }],
        })
      await journal.write((view) => {
        mustSee(savedSymbol(view, id)?.version ?? 0, basedOn)
        if (basedOn === 0 && countOf(view.list('graphicSymbol'), ({ state }) => state !== 'removed') >= mostSymbols)
          throw new Refused('tooLarge', `${mostSymbols} symbols`)
        return [{ kind: 'graphicSymbol.saved', subjectId: id, id: `symbol-${key}`, actor, payload: { symbol } }]
      })
    },
    async offerSymbol({ key, id, isOffered }, actor) {
      await journal.write((view) => {
        const known = symbolsIn(view).get(id)
        if (!known) throw new Refused('notFound', `symbol ${id}`)
        if (known.isOffered === isOffered) throw new Refused('alreadySet', `symbol ${id}`)
        const kind = isOffered ? 'graphicSymbol.offered' : 'graphicSymbol.withdrawn'
        const change: Draft = { kind, subjectId: id, id: `symbol-${key}`, actor, payload: {} }
        if (known.origin !== 'shipped') return [change]
        // Of a shipped one nothing is in the journal yet: what is withdrawn is the symbol as it is today.
        const payload = { symbol: known.symbol }
        return [{ kind: 'graphicSymbol.saved', subjectId: id, id: `symbol-${key}-as-shipped`, actor, payload }, change]
      })
    },
    async removeSymbol({ key, id }, actor) {
      await journal.write((view) => {
        if (!savedSymbol(view, id)) throw new Refused('notFound', `nothing was saved of symbol ${id}`)
        // Under one that was changed lies the shipped one: drawings go on with that.
        if (symbolsIn(view).get(id)?.origin === 'made') {
          const graphics = [...graphicsIn(view).values()].filter(({ graphic }) => hasSymbol(graphic, id))
          if (graphics.length > 0)
            throw new Refused('illegalState', `symbol ${id} is in ${graphics.length} graphics`, {
              graphics: graphics.slice(0, mostProblems).map(({ graphic }) => ({ id: graphic.id, name: graphic.name })),
            })
        }
        return [{ kind: 'graphicSymbol.removed', subjectId: id, id: `symbol-${key}`, actor, payload: {} }]
      })
    },
  }
}

const hasSymbol = (graphic: Graphic, symbolId: string): boolean =>
  graphic.elements.some((element) => element.kind === 'symbol' && element.symbolId === symbolId)

function countOf<T>(items: Iterable<T>, isMeant: (item: T) => boolean): number {
  let count = 0
  for (const item of items) if (isMeant(item)) count++
  return count
}
