import {
  Refused,
  type CallName,
  type Client,
  type FeedEvent,
  type FeedFilter,
  type FeedName,
  type Params,
  type Result,
} from '../../domain/contract'

type Answers = { [N in CallName]?: (params: Params<N>) => Result<N> | Promise<Result<N>> }

export interface FakeClient extends Client {
  /** Calls made so far, in order. */
  calls: { name: CallName; params: unknown }[]
  /** Tells an event to all who subscribed; late subscribers get the last snapshot of a feed again. */
  emit<N extends FeedName>(name: N, event: FeedEvent<N>): void
  /** How many subscriptions are open. */
  listenerCount(): number
}

/** A client without a core: calls get the given answers (a call without one is refused), feeds tell what the test emits. */
export function createFakeClient(answers: Answers): FakeClient {
  const listeners: { name: FeedName; tell(event: unknown): void }[] = []
  const snapshots = new Map<FeedName, unknown>()
  const calls: FakeClient['calls'] = []
  return {
    calls,
    listenerCount: () => listeners.length,
    async call<N extends CallName>(name: N, params: Params<N>): Promise<Result<N>> {
      calls.push({ name, params })
      const answer: ((params: Params<N>) => Result<N> | Promise<Result<N>>) | undefined = answers[name]
      if (!answer) throw new Refused('notAllowed', `the test gives ${name} no answer`)
      return answer(params)
    },
    on<N extends FeedName>(name: N, _filter: FeedFilter<N>, listener: (event: FeedEvent<N>) => void) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the name ties listener and event together; the list holds many kinds
      const entry = { name, tell: (event: unknown) => listener(event as FeedEvent<N>) }
      listeners.push(entry)
      if (snapshots.has(name)) queueMicrotask(() => entry.tell(snapshots.get(name)))
      return () => void listeners.splice(listeners.indexOf(entry), 1)
    },
    emit(name, event) {
      const isChange = typeof event === 'object' && event !== null && 'isSnapshot' in event && !event.isSnapshot
      if (!isChange) snapshots.set(name, event)
      for (const listener of listeners.slice()) if (listener.name === name) listener.tell(event)
    },
  }
}
