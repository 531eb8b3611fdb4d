import { createScriptEngine } from '../../connectors/script/createScriptEngine'
import { ScriptCodec } from '../../connectors/script/ScriptCodec'
import { type PassThroughCounts, Refused } from '../../domain/contract'
import { fromHex } from '../../domain/codec/hex'
import { actorIn } from '../accounts/whoAsks'
import type { CallHandlers, FeedHandlers } from '../channel/handlers'
import type { Registry } from '../iot/Registry'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import { collectionFeed } from '../seat/collectionFeed'
import type { Codecs } from './createCodecs'

type Names = `${'codec' | 'passThrough'}.${string}`
type Of<H> = { [N in Extract<keyof H, Names>]: H[N] }

const done = {}

/** The contract's methods of described protocols and pass-through. */
export function codecHandlers(parts: {
  registry: Registry
  journal: SeatJournal
  codecs: Codecs
  ticker: Ticker
  /** What this seat did with raw bytes; nothing while another one drives. */
  rawCounts: () => PassThroughCounts[]
}): { call: Of<CallHandlers>; feed: Of<FeedHandlers> } {
  const { registry, journal, codecs, ticker } = parts
  return {
    call: {
      async 'codec.save'(what, context) {
        await codecs.save(what, actorIn(context))
        return done
      },
      async 'codec.remove'({ id }, context) {
        await codecs.remove(id, actorIn(context))
        return done
      },
      async 'codec.tryScript'({ script, hex }) {
        const codec = new ScriptCodec(await createScriptEngine(), script)
        const { outcome, reading } = codec.decode(fromHex(hex) ?? new Uint8Array())
        if (reading) return { outcome: 'decoded', text: JSON.stringify(reading) }
        if (outcome.outcome === 'returned') return { outcome: 'nothing', text: '' }
        return { outcome: outcome.outcome === 'resting' ? 'failed' : outcome.outcome, text: outcome.text }
      },
      async 'passThrough.save'({ key, route }, context) {
        if (!registry.typeOf(route.typeId)) throw new Refused('notFound', `no type ${route.typeId}`)
        if (route.codecId !== undefined && !codecs.find(route.codecId))
          throw new Refused('notFound', `no codec ${route.codecId}`)
        const by = actorIn(context)
        await journal.write(() => [
          { kind: 'passThrough.saved', subjectId: route.typeId, id: `${key}-saved`, actor: by, payload: { route } },
        ])
        return done
      },
      async 'passThrough.remove'({ typeId }, context) {
        const by = actorIn(context)
        await journal.write((view) => {
          if (view.get('passThrough', typeId)?.isRemoved !== false) throw new Refused('notFound', typeId)
          return [{ kind: 'passThrough.removed', subjectId: typeId, actor: by, payload: {} }]
        })
        return done
      },
      'passThrough.counts': async () => ({ counts: parts.rawCounts() }),
    },
    feed: {
      'codec.changed': (_filter, sink) => collectionFeed(journal, 'codec', sink, ticker, ({ isRemoved }) => !isRemoved),
      'passThrough.changed': (_filter, sink) =>
        collectionFeed(journal, 'passThrough', sink, ticker, ({ isRemoved }) => !isRemoved),
    },
  }
}
