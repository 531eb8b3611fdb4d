import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import type { BenchDesk } from './startDesk'
import { wait } from './wait'

export interface WindowMemory {
  /** Its share of what its process holds, shared pages divided by those who share them, MiB. */
  processMiB: number
  /** JavaScript in use after everything that can go went, compiled code included, MiB. */
  heapMiB: number
}

export const miB = 2 ** 20
/** A page may just be half-way through a drawing: the least of a few looks has the least of that. */
const tries = 3
/** Between two: a page that only collects for seconds, as on a crowded machine, is taken for one that hangs. */
const restMs = 700

/**
 * Collected and looked at in one breath (`startDesk` gives pages what it takes): asked from outside, one after the other, a page that is fed makes several MiB of garbage between
 * the two.
 */
const heapInUse = '(globalThis.gc(), performance.memory.usedJSHeapSize)'

/** Each window in turn: collects its garbage, then looks. Linux. */
export async function measureWindows({ console, windows }: BenchDesk): Promise<WindowMemory[]> {
  const memory: WindowMemory[] = []
  for (const page of windows) {
    const sizes: number[] = []
    for (let at = 0; at < tries; at++) {
      if (at > 0) await wait(restMs)
      sizes.push(await page.evaluate<number>(heapInUse))
    }
    memory.push({ processMiB: await processMiB(await pidOf(console, page)), heapMiB: Math.min(...sizes) / miB })
  }
  return memory
}

async function pidOf(console: BenchDesk['console'], page: Page): Promise<number> {
  const window = await console.app.browserWindow(page)
  return window.evaluate(({ webContents }) => webContents.getOSProcessId())
}

/** Share of a process in the memory, MiB. Linux. */
export async function processMiB(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]) / 1024
}
