import { z } from 'zod'
import { call, collection, done, feed, none } from '../call'
import { CodecDescription, HexBytes } from '../codec'
import { Codec, PassThrough, PassThroughCounts, RawRoute } from '../state/codec'
import { IdempotencyKey } from '../primitives'

const CodecId = CodecDescription.shape.id

export const codecCalls = {
  /** Described protocols that were saved here. Those that come with the product are in `domain/codec/shipped`; one saved under the same id stands before it. */
  'codec.changed': feed('engineering.read', 'exact', none, collection(Codec)),
  /** `badRequest` when the description contradicts itself, with the problems in `details`; `worldMoved` when somebody saved another version meanwhile. */
  'codec.save': call(
    'codec.write',
    z.object({ key: IdempotencyKey, description: CodecDescription, basedOn: z.number().int().min(0) }),
    done,
  ),
  'codec.remove': call('codec.write', z.object({ key: IdempotencyKey, id: CodecId }), done),
  /** Runs the script of a description on bytes, in the sandbox, with nothing saved and nothing sent. */
  'codec.tryScript': call(
    'codec.write',
    z.object({ script: z.string().max(20_000), hex: HexBytes }),
    z.object({
      outcome: z.enum(['decoded', 'nothing', 'failed', 'tookTooLong', 'tookTooMuch']),
      /** What it returned, as JSON, or what it threw. */
      text: z.string(),
    }),
  ),
  'passThrough.changed': feed('engineering.read', 'exact', none, collection(PassThrough)),
  'passThrough.save': call('codec.write', z.object({ key: IdempotencyKey, route: RawRoute }), done),
  'passThrough.remove': call('codec.write', z.object({ key: IdempotencyKey, typeId: z.string().min(1).max(64) }), done),
  'passThrough.counts': call('engineering.read', none, z.object({ counts: z.array(PassThroughCounts) })),
} as const
