import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

/** What is fetched when it is drawn or asked for: charts, maps, graphs, the tables of pinyin. Each is as large as all else. */
const heavy = /^(echarts|zrender|pinyin-pro|maplibre-gl|@deck\.gl|@luma\.gl|@xyflow)/
/** `import … from '…'`, `export … from '…'` and `import '…'`, but not of types alone, and not `import('…')`. */
const imports = /^(?:import|export)(?! type)(?:\s[^'"]*?\sfrom)?\s*['"]([^'"]+)['"]/gm

const fileOf = (path: string): string | undefined =>
  [path, `${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find((each) => /\.tsx?$/.test(each) && existsSync(each))

/** Packages that come with a file, each with the way to it. */
function packagesOf(entry: string): Map<string, string> {
  const packages = new Map<string, string>()
  const ways = new Map([[entry, entry]])
  for (const [file, way] of ways) {
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(imports)) {
      if (!name.startsWith('.')) packages.set(name, way)
      const next = name.startsWith('.') ? fileOf(join(dirname(file), name)) : undefined
      if (next !== undefined && !ways.has(next)) ways.set(next, `${way} > ${next}`)
    }
  }
  return packages
}

test.each(['main.tsx', 'panes/alarms/AlarmsPane.tsx'])('%s brings nothing heavy along', (entry) => {
  const packages = packagesOf(join(import.meta.dirname, entry))
  expect([...packages].filter(([name]) => heavy.test(name))).toEqual([])
  expect(packages.has('react')).toBe(true)
})
