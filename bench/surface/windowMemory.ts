import { readFile } from 'node:fs/promises'
import type { BenchDesk } from './startDesk'

export interface WindowMemory {
  /** Its share of what its process holds, shared pages divided by those who share them, MiB. */
  processMiB: number
  /** JavaScript in use after everything that can go went, MiB. */
  heapMiB: number
}

const miB = 2 ** 20

/** Each window in turn: collects its garbage, then looks. Linux. */
export async function measureWindows({ console, windows }: BenchDesk): Promise<WindowMemory[]> {
  const memory: WindowMemory[] = []
  for (const page of windows) {
    const session = await page.context().newCDPSession(page)
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    await session.detach()
    const window = await console.app.browserWindow(page)
    const pid = await window.evaluate(({ webContents }) => webContents.getOSProcessId())
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
    memory.push({
      processMiB: Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]) / 1024,
      heapMiB: usedSize / miB,
    })
  }
  return memory
}
