import { Refused } from '../../domain/contract'
import { totalUnitOf } from '../../domain/things/meter'
import { actorIn } from '../accounts/whoAsks'
import type { CallHandlers, FeedHandlers } from '../channel/handlers'
import type { Corrections } from '../history/createCorrections'
import type { ExportLanguage, ExportPoint } from '../history/export/exportRows'
import type { Registry } from '../iot/Registry'
import type { Journal } from '../journal/Journal'
import type { Ticker } from '../live/Ticker'
import { collectionFeed } from './collectionFeed'
import type { HistoryReader } from './createHistoryReader'
import { exportFeed } from './exportFeed'

type HistoryCall = 'history.read' | 'history.correct' | 'history.withdraw'
type HistoryFeed = 'correction.changed' | 'history.exported'

/** What the contract's methods of history are answered with. */
export function historyHandlers(parts: {
  registry: Registry
  reader: HistoryReader
  corrections: Corrections
  journal: Journal
  ticker: Ticker
  onError: (error: unknown) => void
}): { call: Pick<CallHandlers, HistoryCall>; feed: Pick<FeedHandlers, HistoryFeed> } {
  const { registry, reader, corrections, journal, ticker } = parts
  const describe =
    (language: ExportLanguage) =>
    ({ deviceId, property: id }: { deviceId: string; property: string }): ExportPoint => {
      const slot = registry.findDevice(deviceId)
      const device = slot && registry.deviceAt(slot.index)
      const property = slot?.properties.get(id)?.property
      if (!device || !property) throw new Refused('notFound', `${deviceId} has no property ${id}`)
      const of = language === 'en' ? 'en' : 'zh'
      return {
        deviceId,
        property: id,
        deviceName: device.name[of],
        propertyName: property.name[of],
        unit: property.unit ?? '',
        totalUnit: totalUnitOf(property) ?? '',
      }
    }

  return {
    call: {
      'history.read': (query) => reader.read(query),
      'history.correct': (text, context) => corrections.make(text, actorIn(context)),
      async 'history.withdraw'({ id }, context) {
        await corrections.withdraw(id, actorIn(context))
        return {}
      },
    },
    feed: {
      'correction.changed': ({ deviceId, property }, sink) =>
        collectionFeed(
          journal,
          'correction',
          sink,
          ticker,
          (correction) => correction.deviceId === deviceId && correction.property === property,
        ),
      'history.exported': (query, sink) =>
        exportFeed(query, sink, { reader, describe: describe(query.language), onError: parts.onError }),
    },
  }
}
