import { join } from 'node:path'
import { readSiteFrame, tellFrame } from '../../connectors/frames/readSiteFrame'
import { createScriptEngine } from '../../connectors/script/createScriptEngine'
import { ScriptCodec } from '../../connectors/script/ScriptCodec'
import type { DeviceSlot, SiteSink } from '../../connectors/site'
import type { CodecDescription, PassThroughCounts, RawRoute } from '../../domain/contract'
import type { Journal } from '../journal/Journal'
import type { Codecs } from './createCodecs'
import { RawFile } from './RawFile'
import { RawTargetLink } from './RawTargetLink'

/** Takes raw bytes of devices: forwards them as they came, and has them read where their type has a described protocol. */
export interface PassThroughDesk {
  /** @param sink where what was read goes, as if the device had said it */
  take(device: DeviceSlot, bytes: Uint8Array, atMs: number, sink: SiteSink): void
  counts(): PassThroughCounts[]
  stop(): Promise<void>
}

interface Way {
  readonly route: RawRoute
  readonly targets: readonly RawTargetLink[]
  readonly file: RawFile | undefined
  script: ScriptCodec | undefined
  readonly counts: {
    messages: number
    bytes: number
    decoded: number
    refused: number
    lastAtMs?: number
    lastFault?: string
  }
}

/** Routes are read from the journal and followed; a type without one takes no raw bytes. */
export function createPassThrough(parts: {
  journal: Journal
  codecs: Codecs
  dataDir: string
  onError: (error: unknown) => void
}): PassThroughDesk {
  const { journal, codecs, onError } = parts
  const ways = new Map<string, Way>()

  const openScript = (way: Way): void => {
    way.script = undefined
    const source = codecOf(way.route)?.script
    if (source === undefined) return
    createScriptEngine().then((engine) => {
      // Another route may have come meanwhile.
      if (ways.get(way.route.typeId) === way) way.script = new ScriptCodec(engine, source)
    }, onError)
  }
  const codecOf = ({ codecId }: RawRoute): CodecDescription | undefined =>
    codecId === undefined ? undefined : codecs.find(codecId)

  const close = (typeId: string): void => {
    const way = ways.get(typeId)
    for (const target of way?.targets ?? []) target.close()
    ways.delete(typeId)
  }
  const open = (typeId: string): void => {
    close(typeId)
    const saved = journal.view.get('passThrough', typeId)
    if (!saved || saved.isRemoved) return
    const { route } = saved
    const way: Way = {
      route,
      targets: route.targets.map((target) => new RawTargetLink(target)),
      file: route.isKept ? new RawFile(join(parts.dataDir, 'raw'), typeId, onError) : undefined,
      script: undefined,
      counts: { messages: 0, bytes: 0, decoded: 0, refused: 0 },
    }
    ways.set(typeId, way)
    openScript(way)
  }

  const stops = [
    journal.onCommitted(({ touched }) => {
      for (const { kind, id } of touched) if (kind === 'passThrough') open(id)
    }),
    codecs.onChanged((id) => {
      for (const way of ways.values()) if (way.route.codecId === id) openScript(way)
    }),
  ]
  for (const { id } of journal.view.list('passThrough')) open(id)

  const read = (
    way: Way,
    codec: CodecDescription,
    device: DeviceSlot,
    bytes: Uint8Array,
    atMs: number,
    sink: SiteSink,
  ) => {
    const frame = readSiteFrame(codec, bytes, { script: way.script })
    if (!frame.isOk) {
      way.counts.refused += 1
      way.counts.lastFault = frame.script ?? `${frame.fault.code} @ ${frame.fault.at} ${frame.fault.path}`
      return
    }
    way.counts.decoded += 1
    const [refused] = tellFrame(frame, device, sink, atMs)
    if (refused) way.counts.lastFault = `${refused.reason} ${refused.property}`
  }

  return {
    take(device, bytes, atMs, sink) {
      const way = ways.get(device.type.id)
      if (!way) return
      way.counts.messages += 1
      way.counts.bytes += bytes.length
      way.counts.lastAtMs = atMs
      for (const target of way.targets) target.send(bytes)
      way.file?.add(atMs, device.id, bytes)
      const codec = codecOf(way.route)
      if (codec) read(way, codec, device, bytes, atMs, sink)
    },
    counts: () =>
      [...ways.values()].map(({ route, targets, script, counts }) => ({
        typeId: route.typeId,
        ...counts,
        forwarded: targets.reduce((sum, target) => sum + target.forwarded, 0),
        dropped: targets.reduce((sum, target) => sum + target.dropped, 0),
        endedScripts: script?.ended ?? 0,
      })),
    async stop() {
      for (const stop of stops) stop()
      const files = [...ways.values()].flatMap(({ file }) => (file ? [file.close()] : []))
      for (const typeId of ways.keys()) close(typeId)
      await Promise.all(files)
    },
  }
}
