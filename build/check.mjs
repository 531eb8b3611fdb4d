/** `npm run check`: types, lint, layer table, dead code, format, then unit tests. Names of checks as arguments run only these. */
import { checks } from './testing/checks.mjs'
import { runCheck } from './testing/runCheck.mjs'
import { runVitest } from './testing/runVitest.mjs'

const wanted = process.argv.slice(2)
let failed = 0
for (const check of checks()) {
  if (wanted.length > 0 && !wanted.includes(check.name)) continue
  if (!(await runCheck(check))) failed += 1
}
if (wanted.length === 0 || wanted.includes('unit')) failed += (await runVitest('vitest.config.mts')).failed
process.exitCode = failed === 0 ? 0 : 1
