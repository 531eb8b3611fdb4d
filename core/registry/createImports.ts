import {
  type Actor,
  type CheckedParams,
  type Device,
  type ImportPreview,
  Refused,
  type RegistryProblem,
} from '../../domain/contract'
import { type ImportPlan, type ImportStep, planImport } from '../../domain/registry/planImport'
import type { Registry } from '../iot/Registry'
import type { Schedule } from '../iot/Schedule'
import type { Draft, StateView } from '../journal/Journal'
import type { SeatJournal } from '../journal/createJournal'
import { readTable } from './files/readTable'
import type { ImportQueue, QueuedImport, QueuedStep } from './importQueue'
import { registryFacts } from './registryFacts'

export interface ImportParts {
  registry: Registry
  journal: Pick<SeatJournal, 'view' | 'write'>
  queue: ImportQueue
  /** Whether everything that is committed is in the registry. */
  isLevel: () => boolean
  /** Resolves when it is. */
  settled: () => Promise<void>
  mayManage: (actor: Actor, device: Device) => boolean
  newId: () => string
  schedule: Schedule
  onError: (error: unknown) => void
}

/** Rows that one commit takes: writers of alarms and clicks wait for some milliseconds only. */
const perCommit = 200
/** Previews that are kept; the oldest goes first. */
const mostPreviews = 4
const shownProblems = 1_000
const shownRows = 50
/** A disk that takes nothing is tried again after, ms. */
const retryMs = 5_000

interface Preview {
  readonly by: Actor
  readonly fileName: string
  readonly answer: ImportPreview
  readonly steps: readonly QueuedStep[]
}

/** Imports files of devices: looked at first, written whole or not at all. */
export type Imports = ReturnType<typeof createImports>

export function createImports(parts: ImportParts) {
  const { registry, journal, queue } = parts
  const previews = new Map<string, Preview>()
  const running = new Set<Promise<void>>()
  let isStopped = false
  const wakes = new Set<() => void>()

  async function preview({ format, fileName, content }: CheckedParams<'registry.previewImport'>, by: Actor) {
    await parts.settled()
    const { revision } = registry
    const table = await readTable(format, content)
    const plan = 'problem' in table ? { steps: [], problems: [table.problem] } : await planned(table, by)
    const importId = parts.newId()
    const count = (kind: ImportStep['kind']) => plan.steps.filter((step) => step.kind === kind).length
    const answer: ImportPreview = {
      importId,
      revision,
      rows: 'problem' in table ? 0 : table.rows.length,
      adds: count('add'),
      changes: count('change'),
      same: count('same'),
      problems: plan.problems.slice(0, shownProblems).map(shortened),
      problemCount: plan.problems.length,
      sample: plan.steps.slice(0, shownRows).map((step) => ({
        row: step.row,
        deviceId: step.kind === 'add' ? step.device.id : step.deviceId,
        kind: step.kind,
      })),
    }
    const steps = plan.steps.flatMap((step) => (step.kind === 'same' ? [] : [step]))
    previews.set(importId, { by, fileName, answer, steps })
    const [oldest] = previews.keys()
    if (previews.size > mostPreviews && oldest !== undefined) previews.delete(oldest)
    return answer
  }

  async function planned(table: Parameters<typeof planImport>[0], by: Actor): Promise<ImportPlan> {
    const work = planImport(table, registryFacts(registry, journal.view), (device) => parts.mayManage(by, device))
    for (;;) {
      const { done, value } = work.next()
      if (done === true) return value
      await new Promise(setImmediate)
    }
  }

  async function apply(importId: string, by: Actor): Promise<void> {
    const found = previews.get(importId)
    if (!found || found.by.id !== by.id) throw new Refused('notFound', `import ${importId}`)
    const { answer, steps, fileName } = found
    if (answer.problemCount > 0)
      throw new Refused('badRequest', `${answer.problemCount} problems`, { problems: answer.problems.slice(0, 50) })
    const queued: QueuedImport = { id: importId, actor: by, steps }
    await parts.settled()
    await journal.write(
      () => {
        // Nothing is decided between this look and the commit.
        if (registry.revision !== answer.revision || !parts.isLevel())
          throw new Refused('worldMoved', 'the registry was changed since the file was looked at')
        return [
          { kind: 'registryImport.started', subjectId: importId, actor: by, payload: { fileName, rows: steps.length } },
        ]
      },
      (tx) => queue.add(tx, queued),
    )
    previews.delete(importId)
    start(queued)
  }

  function start(queued: QueuedImport): void {
    const work = bringToEnd(queued).catch(parts.onError)
    running.add(work)
    void work.finally(() => running.delete(work))
  }

  async function bringToEnd(queued: QueuedImport): Promise<void> {
    while (!isStopped) {
      try {
        if (await writeSome(queued)) return await queue.remove(queued.id)
      } catch (error) {
        if (!(error instanceof Refused && error.code === 'storageDegraded')) throw error
        await pause()
      }
      await parts.settled()
      await new Promise(setImmediate)
    }
  }

  /** @returns whether all is written */
  async function writeSome({ id, actor, steps }: QueuedImport): Promise<boolean> {
    let isWhole = false
    await journal.write((view) => {
      const written = view.get('registryImport', id)?.written ?? steps.length
      const next = steps.slice(written, written + perCommit)
      const end = written + next.length
      isWhole = end >= steps.length
      if (view.get('registryImport', id)?.state === 'done') return []
      return [
        ...next.map((step) => draftOf(step, id, actor, view)),
        { kind: 'registryImport.progressed', subjectId: id, actor, payload: { written: end } },
      ]
    })
    return isWhole
  }

  const pause = () =>
    new Promise<void>((resolve) => {
      const cancel = parts.schedule(retryMs, () => wake())
      const wake = () => {
        cancel()
        wakes.delete(wake)
        resolve()
      }
      wakes.add(wake)
    })

  return {
    preview,
    apply,
    drop(importId: string, by: Actor): void {
      if (previews.get(importId)?.by.id === by.id) previews.delete(importId)
    },
    /** Goes on with what the last run had begun. */
    async resume(): Promise<void> {
      for (const queued of await queue.all(parts.onError)) start(queued)
    },
    async stop(): Promise<void> {
      isStopped = true
      for (const wake of wakes) wake()
      await Promise.all(running)
    },
  }
}

/** A device that another seat added meanwhile is changed instead: none is there twice. */
function draftOf(step: QueuedStep, importId: string, actor: Actor, view: StateView): Draft {
  const id = `import-${importId}-${step.row}`
  if (step.kind === 'change') {
    const { deviceId, patch } = step
    return { kind: 'device.changed', id, subjectId: deviceId, actor, payload: { deviceId, patch, importId } }
  }
  const { device } = step
  if (!view.get('device', device.id)?.added)
    return { kind: 'device.added', id, subjectId: device.id, actor, payload: { device, importId } }
  const { id: deviceId, typeId: _typeId, ...patch } = device
  return { kind: 'device.changed', id, subjectId: deviceId, actor, payload: { deviceId, patch, importId } }
}

const shortened = (problem: RegistryProblem): RegistryProblem => ({ ...problem, detail: problem.detail.slice(0, 120) })
