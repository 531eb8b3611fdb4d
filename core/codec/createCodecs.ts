import { type Actor, type CodecDescription, Refused } from '../../domain/contract'
import { checkDescription } from '../../domain/codec/checkDescription'
import { shippedCodecs } from '../../domain/codec/shipped'
import type { Journal } from '../journal/Journal'

/** Described protocols of the installation. */
export interface Codecs {
  /** The one that was saved under this id, else the one that comes with the product. */
  find(id: string): CodecDescription | undefined
  /** Told of ids whose description may be another one now. */
  onChanged(listener: (id: string) => void): () => void
  /** @throws Refused `badRequest` with `details.problems`; `worldMoved` when `basedOn` is not the version that is saved */
  save(what: { description: CodecDescription; basedOn: number; key: string }, actor: Actor): Promise<void>
  /** @throws Refused `notFound` */
  remove(id: string, actor: Actor): Promise<void>
}

export function createCodecs(journal: Journal): Codecs {
  const saved = (id: string) => {
    const codec = journal.view.get('codec', id)
    return codec?.isRemoved === false ? codec.description : undefined
  }
  return {
    find: (id) => saved(id) ?? shippedCodecs.find((each) => each.id === id),
    onChanged: (listener) =>
      journal.onCommitted(({ touched }) => {
        for (const { kind, id } of touched) if (kind === 'codec') listener(id)
      }),
    async save({ description, basedOn, key }, actor) {
      const problems = checkDescription(description)
      if (problems.length > 0)
        throw new Refused('badRequest', `${description.id} contradicts itself`, { problems: problems.slice(0, 50) })
      await journal.write((view) => {
        const known = view.get('codec', description.id)
        const version = known?.isRemoved === false ? known.description.version : 0
        if (version !== basedOn) throw new Refused('worldMoved', `version ${version} is saved`, { version })
        const next = { ...description, version: version + 1 }
        return [
          { kind: 'codec.saved', subjectId: description.id, id: `${key}-saved`, actor, payload: { description: next } },
        ]
      })
    },
    async remove(id, actor) {
      await journal.write((view) => {
        if (view.get('codec', id)?.isRemoved !== false) throw new Refused('notFound', `codec ${id}`)
        return [{ kind: 'codec.removed', subjectId: id, actor, payload: {} }]
      })
    },
  }
}
