import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectJournal, savedIds } from './kit/inspectJournal'
import type { SavingOptions } from './kit/savingProgram'
import { type BundledProgram, bundleProgram, startProgram } from './kit/startProgram'
import { injectPrefix, whyNoTraces } from './kit/traceCalls'
import { isNightly, report, skipIf } from './report'

const saves = isNightly ? 5_000 : 400
/** What fails, from when on and how often: after the file was made, and never for good. */
const faults = {
  'EIO at fsync': ['fsync:error=EIO:when=40+9', 'fdatasync:error=EIO:when=40+9'],
  'EIO at write': ['pwrite64:error=EIO:when=400+61'],
  'ENOSPC at write': ['pwrite64:error=ENOSPC:when=400+61'],
} as const

let folder: string
let program: BundledProgram

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-d4-'))
  program = await bundleProgram(join(import.meta.dirname, 'kit/savingProgram.ts'))
})
afterAll(async () => {
  await program.remove()
  await rm(folder, { recursive: true })
})

describe('D4: the disk fails while entries are saved', () => {
  for (const [name, calls] of Object.entries(faults)) {
    it(`is told after ${name}, nothing is said to be saved that is not, and it goes on without a restart`, async (context) => {
      const reason = whyNoTraces()
      skipIf(context, 'D4 io-error', reason)
      const file = join(folder, `${name.replaceAll(' ', '-')}.db`)
      const record = `${file}.trace`
      const options: SavingOptions = { file, run: 'a', saves, writersAtOnce: 1 }
      /** When each line was heard, ms. */
      const heardAtMs: number[] = []
      const child = startProgram(program.file, {
        args: [JSON.stringify(options)],
        prefix: injectPrefix(record, calls),
        env: { UV_THREADPOOL_SIZE: '1' },
        onLine: () => heardAtMs.push(performance.now()),
      })
      expect(await child.ended, child.complaint).toMatchObject({ code: 0 })

      const injected = (await readFile(record, 'utf8')).split('(INJECTED)').length - 1
      const refused = child.lines.filter((line) => line.startsWith('refused '))
      const { ids, halves, isSound } = await inspectJournal(file)
      const saved = savedIds(child.lines)
      const lost = saved.filter((id) => !ids.has(id)).length
      // Each refusal is followed by the seat's word that its storage is degraded.
      const first = child.lines.findIndex((line) => line.startsWith('refused '))
      const told = child.lines.indexOf('storage degraded')
      const toldMs = Math.abs((heardAtMs[told] ?? Infinity) - (heardAtMs[first] ?? 0))
      const figures = {
        injected,
        noticed: refused.length,
        saved: saved.length,
        lost,
        halves,
        toldMs: Math.round(toldMs),
        recoveries: child.lines.filter((line) => line === 'storage good').length,
      }
      const pass = injected > 0 && refused.length > 0 && lost + halves === 0 && isSound && toldMs <= 2_000
      report({
        name: `D4 io-error ${name}`,
        figures,
        bar: 'no false saved, storage degraded <= 2 s, reopens sound',
        pass,
      })
      expect(injected).toBeGreaterThan(0)
      expect(refused.length).toBeGreaterThan(0)
      expect(refused.every((line) => line.endsWith(' storageDegraded'))).toBe(true)
      expect({ lost, halves, isSound }).toEqual({ lost: 0, halves: 0, isSound: true })
      expect(saved.length + refused.length).toBe(saves)
      expect(child.lines).toContain('storage degraded')
      expect(child.lines).toContain('storage good')
    })
  }
})
