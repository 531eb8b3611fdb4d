/** `npm run bench`: prepares the machine as for the tests, and measures on screens in memory, four or `--windows`. Arguments name scenarios. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { buildOutputs } from './bundle/buildOutputs.mjs'
import { root } from './root.mjs'
import { ensureDistrict } from './run/district.mjs'
import { startDisplaysInMemory } from './setup/display.mjs'
import { prepare } from './setup/prepare.mjs'

const args = process.argv.slice(2)
const screens = Number(args.includes('--windows') ? args[args.indexOf('--windows') + 1] : 4) || 4

const electron = await prepare()
await buildOutputs({ onlyStale: true })
const district = await ensureDistrict()
const displays = process.platform === 'linux' ? await startDisplaysInMemory(screens) : undefined
try {
  const { status } = spawnSync(process.execPath, ['out/bench/bench.cjs', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${process.env['PATH'] ?? ''}${path.delimiter}/usr/sbin`,
      ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
      CHENGTAI_DISTRICT: district,
      ...(displays ? { DISPLAY: displays.display } : {}),
    },
  })
  process.exitCode = status ?? 1
} finally {
  displays?.stop()
}
