import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DiskRecord, type Remainder, remainders } from './kit/DiskRecord'
import { inspectJournal, savedIds } from './kit/inspectJournal'
import { randoms } from './kit/randoms'
import type { SavingOptions } from './kit/savingProgram'
import { type BundledProgram, bundleProgram, startProgram } from './kit/startProgram'
import { type Call, readCalls, tracePrefix, whyNoTraces } from './kit/traceCalls'
import { isNightly, report, skipIf } from './report'

const seed = 20_261_123
const saves = isNightly ? 1_000 : 200
const images = isNightly ? 4_000 : 400
const twinImages = 40

let folder: string
let program: BundledProgram

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-d2-'))
  program = await bundleProgram(join(import.meta.dirname, 'kit/savingProgram.ts'))
})
afterAll(async () => {
  await program.remove()
  await rm(folder, { recursive: true })
})

async function record(name: string, file: string): Promise<Call[]> {
  await mkdir(join(folder, name))
  const database = join(folder, name, 'duty.db')
  const options: SavingOptions = { file: database, run: name, saves, writersAtOnce: 2 }
  const trace = join(folder, `${name}.trace`)
  const child = startProgram(file, {
    args: [JSON.stringify(options)],
    prefix: tracePrefix(trace),
    env: { UV_THREADPOOL_SIZE: '1' },
  })
  expect(await child.ended, child.complaint).toMatchObject({ code: 0 })
  return readCalls(trace, database)
}

/** Cuts the power at many moments and opens what each may have left, as a start does. */
async function cutPower(calls: readonly Call[], count: number, choose: (i: number) => Remainder) {
  const random = randoms(seed)
  const begun = calls.findIndex((call) => call.kind === 'said' && call.text.startsWith('ready '))
  const points = Array.from({ length: count }, () => begun + random.below(calls.length - begun)).sort((a, b) => a - b)
  const disk = new DiskRecord()
  // Pages copied from the log into the database are the other half of what a cut can spoil.
  const checkpointed = calls.slice(begun).filter((call) => call.kind === 'write' && call.path.endsWith('.db')).length
  const figures = { images: 0, saves: 0, checkpointed, lost: 0, halves: 0, corrupt: 0 }
  let said = ''
  let at = 0
  for (const [i, point] of points.entries()) {
    for (; at <= point; at++) {
      const call = calls[at]
      if (call?.kind === 'said') said += call.text
      else if (call) disk.apply(call)
    }
    const image = join(folder, 'image')
    await rm(image, { recursive: true, force: true })
    await mkdir(image)
    // The index of the log is made anew by whoever opens it first.
    for (const [path, bytes] of disk.image(choose(i), random))
      if (!path.endsWith('-shm')) await writeFile(join(image, basename(path)), bytes)
    const saved = savedIds(said.split('\n'))
    figures.images++
    figures.saves = Math.max(figures.saves, saved.length)
    try {
      const { ids, halves, isSound } = await inspectJournal(join(image, 'duty.db'))
      figures.lost += saved.filter((id) => !ids.has(id)).length
      figures.halves += halves
      figures.corrupt += isSound ? 0 : 1
    } catch {
      figures.corrupt++
    }
  }
  return figures
}

describe('D2: the power goes while entries are saved', () => {
  it('leaves all that was said to be saved, whatever became of the writes that were not synced', async (context) => {
    const reason = whyNoTraces()
    skipIf(context, 'D2 power-cut', reason)
    const figures = await cutPower(await record('full', program.file), images, (i) => remainders[i % 4] ?? 'kept')
    const pass = figures.lost === 0 && figures.halves === 0 && figures.corrupt === 0
    report({ name: 'D2 power-cut', seed, figures, bar: '0 saved entries lost, 0 corrupt', pass })
    expect(figures).toMatchObject({ images, lost: 0, halves: 0, corrupt: 0 })
    expect(figures.saves).toBeGreaterThan(saves / 2)
    expect(figures.checkpointed).toBeGreaterThan(0)
  })

  it('loses saved entries with synchronous=NORMAL: so the test can fail', async (context) => {
    const reason = whyNoTraces()
    skipIf(context, 'D2 power-cut', reason)
    const honest = await readFile(program.file, 'utf8')
    const twin = honest.replaceAll('synchronous=FULL', 'synchronous=NORMAL')
    expect(twin).not.toBe(honest)
    const file = join(folder, 'twin.cjs')
    await writeFile(file, twin)
    const figures = await cutPower(await record('normal', file), twinImages, () => 'dropped')
    report({ name: 'D2 power-cut twin', seed, figures, bar: 'lost > 0', pass: figures.lost > 0 })
    expect(figures.lost).toBeGreaterThan(0)
  })
})
