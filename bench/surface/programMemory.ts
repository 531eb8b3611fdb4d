import { WebSocket } from 'ws'
import { z } from 'zod'
import type { BenchDesk } from './startDesk'
import { until } from './wait'
import { miB, processMiB, type WindowMemory } from './windowMemory'

/** Where a Node process listens for its inspector once it was asked to by a signal. */
const inspector = 'http://127.0.0.1:9229/json'
const patienceMs = 10_000

const Targets = z.array(z.object({ webSocketDebuggerUrl: z.string() }))
const Usage = z.object({ id: z.literal(2), result: z.object({ usedSize: z.number() }) })

/** Heap and process of the core, and of main: the two programs of the console that draw nothing. */
export interface ProgramMemory {
  look(): Promise<{ core: WindowMemory; main: WindowMemory }>
  close(): void
}

/** Opens the core's inspector by the signal that Node has for it; its port is fixed, so one desk at a time. Linux. */
export async function watchPrograms({ console: { app } }: BenchDesk): Promise<ProgramMemory> {
  const metrics = await app.evaluate(({ app: electron }) => electron.getAppMetrics())
  const corePid = metrics.find(({ name }) => name === 'chengtai-core')?.pid
  const mainPid = app.process().pid
  if (corePid === undefined || mainPid === undefined) throw new Error('the console has no core')
  process.kill(corePid, 'SIGUSR1')
  const url = await until('the inspector of the core', patienceMs, async () => {
    const answer = await fetch(inspector).catch(() => undefined)
    return answer && Targets.parse(await answer.json())[0]?.webSocketDebuggerUrl
  })
  const socket = new WebSocket(url)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))

  /** Both questions at once: they are answered in one turn of its loop. */
  const coreHeap = () =>
    new Promise<number>((resolve) => {
      const hear = (bytes: WebSocket.RawData) => {
        const usage = Usage.safeParse(JSON.parse(Buffer.isBuffer(bytes) ? bytes.toString() : '{}'))
        if (!usage.success) return
        socket.off('message', hear)
        resolve(usage.data.result.usedSize)
      }
      socket.on('message', hear)
      socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }))
      socket.send(JSON.stringify({ id: 2, method: 'Runtime.getHeapUsage' }))
    })
  const mainHeap = () =>
    app.evaluate(() => {
      const { gc } = globalThis
      if (!gc) throw new Error('main cannot collect its garbage')
      void gc()
      return process.memoryUsage().heapUsed
    })
  return {
    async look() {
      return {
        core: { heapMiB: (await coreHeap()) / miB, processMiB: await processMiB(corePid) },
        main: { heapMiB: (await mainHeap()) / miB, processMiB: await processMiB(mainPid) },
      }
    },
    close: () => socket.close(),
  }
}
