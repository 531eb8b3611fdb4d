import { z } from 'zod'
import { type Actor, Graphic, Refused } from '../../domain/contract'
import { checkGraphic } from '../../domain/graphics/checkGraphic'
import type { Registry } from '../iot/Registry'
import type { SeatJournal } from '../journal/createJournal'
import type { StateView } from '../journal/Journal'
import type { Store } from '../store/Store'
import { graphicCatalogue } from './graphicCatalogue'

const Drawings = z.object({ geometry: z.object({ id: z.string() }), graphics: z.array(Graphic).optional() })

/**
 * Gives a demo district that was imported before it had drawings those of its newer file, once. What a person has saved or removed under the same id stays
 * as it is, and a drawing that names something that this district has not is left out.
 *
 * @param read the file; not read when this was done before
 * @returns how many were added
 * @throws Refused `badRequest` what the file says of drawings is not sound
 */
export async function ensureDemoGraphics({
  store,
  journal,
  registry,
  read,
  actor,
}: {
  store: Store
  journal: Pick<SeatJournal, 'write'>
  registry: Registry
  read(): Promise<unknown>
  actor: Actor
}): Promise<number> {
  const known: unknown[] = await store
    .knex('entry')
    .where({ subject_kind: 'graphic' })
    .whereLike('id', 'district-%')
    .limit(1)
    .select('position')
  if (known.length > 0) return 0
  const sound = Drawings.safeParse(await read())
  if (!sound.success) throw new Refused('badRequest', `no drawings: ${sound.error.issues[0]?.path.join('.')}`)
  const { geometry, graphics = [] } = sound.data
  if (geometry.id !== registry.geometry.id) return 0
  let added = 0
  await journal.write((view) => {
    const missing = thoseThatFit(
      graphics.filter(({ id }) => view.get('graphic', id) === undefined),
      registry,
      view,
    )
    added = missing.length
    return missing.map((graphic) => ({
      kind: 'graphic.saved',
      subjectId: graphic.id,
      id: `district-${geometry.id}-graphic-${graphic.id}`,
      actor,
      payload: { graphic },
    }))
  })
  return added
}

/** They lead to one another: where one is left out, so is what leads to it. */
function thoseThatFit(graphics: readonly Graphic[], registry: Registry, view: StateView): readonly Graphic[] {
  const catalogue = graphicCatalogue(registry, view)
  const ids = new Set<string>(graphics.map(({ id }) => id))
  const hasGraphic = (id: string) => ids.has(id) || catalogue.hasGraphic(id)
  const fit = graphics.filter((graphic) => checkGraphic(graphic, { ...catalogue, hasGraphic }).length === 0)
  return fit.length === graphics.length ? fit : thoseThatFit(fit, registry, view)
}
