import type { SiteSink } from '../../connectors/site'
import type { LinkCounts } from '../iot/createIngest'
import type { SiteIntake } from '../iot/SiteIntake'

/**
 * Stands between the links, which live as long as the core, and whoever takes what they hear, which changes with the role: the ingest while this
 * seat drives, a shadow while it does not.
 */
export interface SiteSwitch extends SiteIntake {
  /** From now on everything goes there; without a target it is counted and let go. The new target is told at once which links are up. */
  route(to: SiteIntake | undefined): void
  /** For good: nothing is taken any more, and nothing acknowledged, so that a broker keeps it for the next start. */
  hold(): void
  countsOf(linkId: string): LinkCounts
  /** Samples heard since the start. */
  readonly sampleCount: number
}

interface Line {
  target: SiteSink
  isUp: boolean
  messages: number
  lastMessageAtMs?: number
  readonly sink: SiteSink
}

/** What nobody takes is acknowledged all the same: its sender must not hold back what comes after. */
const nowhere: SiteSink = {
  sample() {},
  heard() {},
  lost() {},
  event() {},
  receipt() {},
  answer() {},
  refused() {},
  numbered() {},
  whenStored: (done) => done(),
}

const closed: SiteSink = { ...nowhere, whenStored() {} }

export function createSiteSwitch(): SiteSwitch {
  const lines = new Map<string, Line>()
  let intake: SiteIntake | undefined
  let sampleCount = 0
  let isHeld = false

  const lineOf = (linkId: string): Line => {
    const known = lines.get(linkId)
    if (known) return known
    const line: Line = {
      target: intake?.sinkFor(linkId) ?? nowhere,
      isUp: false,
      messages: 0,
      sink: {
        sample(point, value, sourceAtMs, quality) {
          sampleCount += 1
          line.target.sample(point, value, sourceAtMs, quality)
        },
        heard(deviceIndex, atMs) {
          line.messages += 1
          line.lastMessageAtMs = atMs
          line.target.heard(deviceIndex, atMs)
        },
        lost: (deviceIndex, atMs) => line.target.lost(deviceIndex, atMs),
        event: (event) => line.target.event(event),
        receipt: (receipt) => line.target.receipt(receipt),
        answer: (answer) => line.target.answer(answer),
        refused: (refusal) => line.target.refused(refusal),
        numbered: (deviceIndex, seq, sourceAtMs) => line.target.numbered(deviceIndex, seq, sourceAtMs),
        raw: (device, bytes, atMs) => line.target.raw?.(device, bytes, atMs),
        whenStored: (done) => line.target.whenStored(done),
      },
    }
    lines.set(linkId, line)
    return line
  }

  return {
    sinkFor: (linkId) => lineOf(linkId).sink,
    setLink(linkId, isUp) {
      lineOf(linkId).isUp = isUp
      intake?.setLink(linkId, isUp)
    },
    route(to) {
      if (isHeld) return
      intake = to
      for (const [linkId, line] of lines) {
        line.target = to?.sinkFor(linkId) ?? nowhere
        to?.setLink(linkId, line.isUp)
      }
    },
    hold() {
      isHeld = true
      intake = undefined
      for (const line of lines.values()) line.target = closed
    },
    countsOf(linkId) {
      const { messages, lastMessageAtMs } = lineOf(linkId)
      return { messages, ...(lastMessageAtMs !== undefined && { lastMessageAtMs }) }
    },
    get sampleCount() {
      return sampleCount
    },
  }
}
