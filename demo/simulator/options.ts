import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Cue, defaultCues, stories } from './stories/stories'

export interface SimulatorOptions {
  districtFile: string
  broker: string
  seed: number
  ratePerS: number | undefined
  speed: number
  qos: 0 | 1
  cues: readonly Cue[]
  /** Port on 127.0.0.1 for `POST /play/NAME`; absent: no such door. */
  controlPort: number | undefined
  /** Links that speak described protocols: their devices speak there and not to the broker. */
  framesFile: string | undefined
  /** Links to an OPC UA server: their devices stand on a server of ours. */
  plantFile: string | undefined
  /** Somebody who is not of the site tries to come in, again and again. */
  hasStranger: boolean
}

export const usage = `simulator --district FILE --broker mqtt://HOST:PORT [--seed N] [--rate MESSAGES_PER_S] [--speed X]
          [--qos 0|1] [--script NAME|FILE|none] [--control PORT] [--frames FILE] [--plant FILE] [--stranger]
  --rate    1 to 10000; without it every device keeps its own period (about 270/s for 20,000 devices)
  --script  ${stories.map(({ name }) => name).join(' | ')}: at once; FILE: JSON [{ "atS": 40, "play": NAME }, ...]; none: a quiet day
  CHENGTAI_BROKER_USER and CHENGTAI_BROKER_PASSWORD: how to sign in at the broker`

const CueFile = z.array(z.object({ atS: z.number().min(0), play: z.enum(stories.map(({ name }) => name)) }))

/** @throws RangeError or ZodError with what is wrong */
export function readOptions(args: readonly string[]): SimulatorOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      district: { type: 'string' },
      broker: { type: 'string' },
      seed: { type: 'string', default: '1' },
      rate: { type: 'string' },
      speed: { type: 'string', default: '1' },
      qos: { type: 'string', default: '0' },
      script: { type: 'string' },
      control: { type: 'string' },
      frames: { type: 'string' },
      plant: { type: 'string' },
      stranger: { type: 'boolean', default: false },
    },
  })
  if (values.district === undefined || values.broker === undefined) throw new RangeError(`usage: ${usage}`)
  if (values.qos !== '0' && values.qos !== '1') throw new RangeError(`--qos is 0 or 1, not "${values.qos ?? ''}"`)
  return {
    districtFile: values.district,
    broker: values.broker,
    seed: inRange('seed', values.seed ?? '1', 0, 0xffffffff),
    ratePerS: values.rate === undefined ? undefined : inRange('rate', values.rate, 1, 10_000),
    speed: inRange('speed', values.speed ?? '1', 0.1, 100),
    qos: values.qos === '0' ? 0 : 1,
    cues: readCues(values.script),
    framesFile: values.frames,
    plantFile: values.plant,
    hasStranger: values.stranger,
    controlPort: values.control === undefined ? undefined : inRange('control', values.control, 0, 65_535),
  }
}

function inRange(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (!(value >= least && value <= most))
    throw new RangeError(`--${name} is a number from ${least} to ${most}, not "${text}"`)
  return value
}

function readCues(script: string | undefined): readonly Cue[] {
  if (script === undefined) return defaultCues
  if (script === 'none') return []
  if (stories.some(({ name }) => name === script)) return [{ atS: 5, play: script }]
  return CueFile.parse(JSON.parse(readFileSync(script, 'utf8')))
}
