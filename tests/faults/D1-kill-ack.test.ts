import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectJournal, savedIds } from './kit/inspectJournal'
import { randoms } from './kit/randoms'
import type { SavingOptions } from './kit/savingProgram'
import { type BundledProgram, bundleProgram, startProgram } from './kit/startProgram'
import { isNightly, report } from './report'

const seed = 20_261_122
/** Journals harmed side by side, so that one starts while the other is killed. */
const journals = 2
const kills = isNightly ? 1_000 : 100
/** Lives by what was saved in them, so that a busy machine has no empty ones: so many saves at most, and then up to so long, ms, into the commits after them. */
const mostSaves = 24
const longestMs = 20

let folder: string
let program: BundledProgram

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-d1-'))
  program = await bundleProgram(join(import.meta.dirname, 'kit/savingProgram.ts'))
})
afterAll(async () => {
  await program.remove()
  await rm(folder, { recursive: true })
})

/** One journal, killed again and again; each start opens what the kill before left. */
async function killRepeatedly(name: string, times: number, isHasty: boolean) {
  const random = randoms(seed + name.length)
  const file = join(folder, `${name}.db`)
  const saved: string[] = []
  const openMs: number[] = []
  for (let run = 0; run < times; run++) {
    const options: SavingOptions = { file, run: `${name}-${run}`, saves: 0, writersAtOnce: 8, isHasty }
    const child = startProgram(program.file, { args: [JSON.stringify(options)] })
    const ready = await child.waitForLine((line) => line.startsWith('ready '))
    openMs.push(Number(ready.slice('ready '.length)))
    let savesLeft = Math.floor(random.next() * mostSaves)
    if (savesLeft > 0) await child.waitForLine((line) => line.startsWith('saved ') && --savesLeft === 0)
    await new Promise((resolve) => setTimeout(resolve, random.next() * longestMs))
    expect((await child.kill()).signal, child.complaint).toBe('SIGKILL')
    saved.push(...savedIds(child.lines))
  }
  const { ids, halves, isSound } = await inspectJournal(file)
  return { saved, openMs, ids, halves, isSound, lost: saved.filter((id) => !ids.has(id)).length }
}

async function killAll(prefix: string, times: number, isHasty: boolean) {
  const all = await Promise.all(
    Array.from({ length: journals }, (_, i) => killRepeatedly(`${prefix}${i}`, times / journals, isHasty)),
  )
  const sum = (of: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + of(one), 0)
  const openMs = all.flatMap((one) => one.openMs).sort((a, b) => a - b)
  return {
    kills: times,
    rows: sum(({ ids }) => ids.size),
    saved: sum(({ saved }) => saved.length),
    commitsNobodyWasToldOf: sum(({ ids, saved, lost }) => ids.size / 2 - saved.length + lost),
    lost: sum(({ lost }) => lost),
    halves: sum(({ halves }) => halves),
    corrupt: sum(({ isSound }) => (isSound ? 0 : 1)),
    reopenP50Ms: openMs[Math.floor(openMs.length / 2)] ?? 0,
    reopenMaxMs: openMs.at(-1) ?? 0,
  }
}

describe('D1: a core that is killed while it saves', () => {
  it('has all that it said is saved, nothing half, and a whole chain', async () => {
    const figures = await killAll('honest', kills, false)
    const pass = figures.lost === 0 && figures.halves === 0 && figures.corrupt === 0 && figures.saved > kills
    report({ name: 'D1 kill-ack', seed, figures, bar: '0 lost, 0 corrupt, 0 half entries', pass })
    expect(figures).toMatchObject({ lost: 0, halves: 0, corrupt: 0 })
    expect(figures.saved).toBeGreaterThan(kills)
  })

  it('loses entries when it says saved too early: so the test can fail', async () => {
    const figures = await killAll('hasty', 6, true)
    report({ name: 'D1 kill-ack twin', seed, figures, bar: 'lost > 0', pass: figures.lost > 0 })
    expect(figures.lost).toBeGreaterThan(0)
  })
})
