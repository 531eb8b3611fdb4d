import { contract, type Params, Refused, type Result, type SeatId } from '../../domain/contract'
import type { SyncFrame, SyncFrameOf } from '../../domain/contract/sync'
import type { Schedule } from '../iot/Schedule'
import type { LinkFeature, SyncLink } from './LinkFeature'

/** As long as a window waits for a call. */
const timeoutMs = 15_000
/** Asks that one peer may have under way: a screen of charts. */
const mostUnderWay = 32

type HistoryParams = Params<'history.read'>
type HistorySeries = Result<'history.read'>

export interface AsksOptions {
  /** How this seat answers. @throws Refused */
  answer: (params: SyncFrameOf<'ask'>['params']) => Promise<HistorySeries>
  schedule: Schedule
}

export interface Asks extends LinkFeature {
  /**
   * Reads history at another seat.
   *
   * @throws Refused what the other seat refuses with; `serviceUnreachable` when there is no link, or it goes before the answer is here; `timedOut` after 15 s
   */
  readHistory(seatId: SeatId, params: HistoryParams): Promise<HistorySeries>
}

interface Pending {
  resolve: (result: HistorySeries) => void
  reject: (error: Refused) => void
  stopTimer: () => void
}

/** What one seat asks another, with one answer each. Only history needs it: everything else of the leader is here already. */
export function createAsks({ answer, schedule }: AsksOptions): Asks {
  const links = new Map<SeatId, AskLink>()

  class AskLink {
    private readonly pending = new Map<number, Pending>()
    private lastId = 0
    private underWay = 0
    private isOver = false

    constructor(private readonly link: SyncLink) {}

    ask(params: HistoryParams): Promise<HistorySeries> {
      const checked = contract['history.read'].params.safeParse(params)
      return new Promise((resolve, reject) => {
        if (!checked.success) return reject(new Refused('badRequest', checked.error.message))
        const id = ++this.lastId
        const stopTimer = schedule(timeoutMs, () => {
          this.pending.delete(id)
          reject(new Refused('timedOut', `${this.link.seat.name} did not answer in ${timeoutMs} ms`))
        })
        this.pending.set(id, { resolve, reject, stopTimer })
        this.link.send({ t: 'ask', id, method: 'history.read', params: checked.data })
      })
    }

    receive(frame: SyncFrame) {
      if (frame.t === 'ask') void this.serve(frame)
      else if (frame.t === 'answer') this.finish(frame.id)?.resolve(frame.result)
      else if (frame.t === 'askRefused') this.finish(frame.id)?.reject(new Refused(frame.code, frame.message))
    }

    detach() {
      this.isOver = true
      if (links.get(this.link.seat.seatId) === this) links.delete(this.link.seat.seatId)
      for (const id of this.pending.keys())
        this.finish(id)?.reject(new Refused('serviceUnreachable', `the link to ${this.link.seat.name} was lost`))
    }

    private finish(id: number): Pending | undefined {
      const pending = this.pending.get(id)
      this.pending.delete(id)
      pending?.stopTimer()
      return pending
    }

    private async serve({ id, params }: SyncFrameOf<'ask'>) {
      const refuse = ({ code, message }: Refused) =>
        this.send({ t: 'askRefused', id, code, message: message.slice(0, 500) })
      if (this.underWay >= mostUnderWay) return refuse(new Refused('tooManyRequests'))
      this.underWay++
      try {
        this.send({ t: 'answer', id, result: await answer(params) })
      } catch (error) {
        refuse(error instanceof Refused ? error : new Refused('internal', String(error)))
      } finally {
        this.underWay--
      }
    }

    private send(frame: SyncFrame) {
      if (!this.isOver) this.link.send(frame)
    }
  }

  return {
    attach(to) {
      const link = new AskLink(to)
      links.set(to.seat.seatId, link)
      return link
    },
    async readHistory(seatId, params) {
      const link = links.get(seatId)
      if (!link) throw new Refused('serviceUnreachable', `there is no link to ${seatId}`)
      return link.ask(params)
    },
  }
}
