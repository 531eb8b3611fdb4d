import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'vitest'

const artifacts = join(import.meta.dirname, '../../artifacts')

/** One line of the reliability report: what a test of the programme measured, and whether its expectation holds. */
export interface ReportLine {
  /** Name in the programme: `D1 kill-ack`. */
  name: string
  /** Seed of a random test: the same seed fails again. */
  seed?: number
  /** What was measured, with the unit in the name: `lost`, `reopenP50Ms`. */
  figures: Readonly<Record<string, number | string>>
  /** What must hold, in words or as numbers. */
  bar: string
  pass: boolean
}

/** True in `npm run test:nightly`: tests run their long variants. */
export const isNightly = process.env['CHENGTAI_NIGHTLY'] === '1'

/** Prints the line and keeps it for `npm run report:reliability`. Call it before asserting, so that a failure is in the report too. */
export const report = (line: ReportLine): void => keep({ ...line })

/**
 * Skips a test of the programme that this machine cannot run, and has the reason in the report.
 *
 * @param reason `undefined` where it can run
 */
export function skipIf(context: Pick<TestContext, 'skip'>, name: string, reason: string | undefined): void {
  if (reason === undefined) return
  process.stdout.write(`SKIPPED ${name}: ${reason}\n`)
  keep({ name, skipped: reason })
  context.skip(reason)
}

function keep(line: object): void {
  const text = JSON.stringify({ ...line, isNightly, at: new Date().toISOString() })
  process.stdout.write(`${text}\n`)
  mkdirSync(artifacts, { recursive: true })
  appendFileSync(join(artifacts, 'reliability.jsonl'), `${text}\n`)
}
