import type { SiteSink } from '../site'
import type { ConditionNews, RefreshMark } from './conditionEvents'
import type { MappedCondition } from './SiteMap'
import { soundTime } from './soundTime'

interface Known {
  /** Name of each of its conditions that is active → since when, UTC ms by the server's clock. */
  readonly active: Map<string, number>
  /** Whether the server has told how it stands. */
  isTold: boolean
}

/**
 * How the mapped conditions stand, across all connections to the server. A server tells of a condition at every acknowledgement, comment and change of severity;
 * the site is told when it becomes active, and when it becomes inactive.
 *
 * After a new connection the server tells, between two marks, the conditions that matter still. One that is not among them is inactive: so what went away while
 * nobody listened is found too, also across a restart of this seat.
 */
export class StandingConditions {
  readonly #known: ReadonlyMap<MappedCondition, Known>
  /** While the server tells again what stands: since when, and which are active. */
  #refresh: { atMs: number; active: Map<MappedCondition, Set<string>> } | undefined

  /**
   * @param bySource conditions by the node that they are about, as `NodeId.toString`
   */
  constructor(
    private readonly bySource: ReadonlyMap<string, readonly MappedCondition[]>,
    private readonly setup: { readonly sink: SiteSink; readonly now: () => number },
  ) {
    const all = [...bySource.values()].flat()
    this.#known = new Map(all.map((condition) => [condition, { active: new Map<string, number>(), isTold: false }]))
  }

  take(news: ConditionNews | RefreshMark): void {
    if (news.kind === 'condition') this.#takeCondition(news)
    else if (news.kind === 'refreshStart') {
      const nowMs = this.setup.now()
      this.#refresh = { atMs: soundTime(news.atMs, nowMs) ?? nowMs, active: new Map() }
    } else if (news.kind === 'refreshEnd') this.#endRefresh()
  }

  /** A connection ended: what it was telling again is no whole. */
  lose(): void {
    this.#refresh = undefined
  }

  #takeCondition(told: ConditionNews): void {
    const nowMs = this.setup.now()
    const news = { ...told, sinceMs: soundTime(told.sinceMs, nowMs), atMs: soundTime(told.atMs, nowMs) ?? nowMs }
    const condition = this.bySource
      .get(news.source)
      ?.find(({ mapping }) => mapping.conditionName === undefined || mapping.conditionName === news.name)
    const known = condition && this.#known.get(condition)
    if (!condition || !known) return
    const { name, isActive, sinceMs, atMs } = news
    if (!isActive) {
      this.#refresh?.active.get(condition)?.delete(name)
      return this.#endOf(condition, known, [name], { ...news, atMs: sinceMs ?? atMs })
    }
    if (this.#refresh) {
      const names = this.#refresh.active.get(condition) ?? new Set()
      this.#refresh.active.set(condition, names.add(name))
    }
    known.isTold = true
    const before = known.active.get(name)
    // Without its since-when a server that tells it again cannot be told from one where it went and came.
    if (before !== undefined && (sinceMs === undefined || sinceMs === before)) return
    known.active.set(name, sinceMs ?? atMs)
    this.#tell(condition, condition.mapping.event, { ...news, atMs: sinceMs ?? atMs })
  }

  #endRefresh(): void {
    if (!this.#refresh) return
    const { atMs, active } = this.#refresh
    this.#refresh = undefined
    for (const [condition, known] of this.#known) {
      const names = active.get(condition)
      const gone = [...known.active.keys()].filter((name) => names?.has(name) !== true)
      if (gone.length > 0 || !known.isTold) this.#endOf(condition, known, gone, { atMs, output: {} })
    }
  }

  /** Some of its conditions are inactive; when none is left, it is. */
  #endOf(
    condition: MappedCondition,
    known: Known,
    names: readonly string[],
    told: Pick<ConditionNews, 'atMs' | 'output'> & { messageId?: string },
  ): void {
    const wasActive = known.active.size > 0 || !known.isTold
    for (const name of names) known.active.delete(name)
    known.isTold = true
    if (wasActive && known.active.size === 0) this.#tell(condition, condition.mapping.clearEvent, told)
  }

  #tell(
    { device }: MappedCondition,
    event: string | undefined,
    { atMs, output, messageId }: Pick<ConditionNews, 'atMs' | 'output'> & { messageId?: string },
  ): void {
    const { sink, now } = this.setup
    const nowMs = now()
    sink.heard(device.index, nowMs)
    if (event === undefined) return
    const id = messageId === undefined ? {} : { messageId }
    sink.event({ device, event, ...id, sourceAtMs: atMs, arrivedAtMs: nowMs, output })
  }
}
