import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runTool } from './runTool'

let folder: string
let said: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-type-'))
})
afterEach(() => rm(folder, { recursive: true }))

const at = (name: string) => join(folder, name)
function call(...argv: readonly string[]): Promise<number> {
  said = []
  return runTool(argv, {
    environment: {},
    language: 'en',
    version: '0',
    say: (line) => said.push(line),
    show: () => undefined,
    signal: new AbortController().signal,
    now: Date.now,
  })
}

it('writes a pack in the form of the makers, reads it back, and tells what a new version changes', async () => {
  expect(await call('type', 'export', 'HYDRANT', '--to', at('tsl.json'))).toBe(0)
  const tsl: { properties: { identifier: string }[] } = JSON.parse(await readFile(at('tsl.json'), 'utf8'))
  expect(tsl.properties.map(({ identifier }) => identifier)).toContain('water_pressure')

  const frame = ['--system', 'fire.hydrant_monitoring', '--symbol', 'fire-hydrant', '--name', '消火栓/Hydrant']
  expect(await call('type', 'import', at('tsl.json'), ...frame, '--to', at('one.json'))).toBe(0)
  expect(said.at(-1)).toMatch(/^Wrote .*one\.json: \d+ members$/)

  tsl.properties = tsl.properties.filter(({ identifier }) => identifier !== 'flow')
  await writeFile(at('tsl.json'), JSON.stringify(tsl))
  expect(await call('type', 'import', at('tsl.json'), '--known', at('one.json'), '--to', at('two.json'))).toBe(0)
  expect(await call('type', 'compare', at('one.json'), at('two.json'))).toBe(1)
  expect(said).toEqual([
    'properties: added –, removed flow, changed –',
    'flow: values that devices still report are refused',
    'Running devices are affected: see the lines above before upgrading',
  ])
  expect(await call('type', 'compare', at('two.json'), at('one.json'))).toBe(1)
  expect(said).toEqual(['The version is no newer'])
})

it('says by path what is wrong with a model, and writes nothing', async () => {
  await writeFile(at('bad.json'), '{"profile":{"productKey":"a"},"properties":[{"identifier":"1st","name":"一"}]}')
  expect(
    await call(
      'type',
      'import',
      at('bad.json'),
      '--system',
      's',
      '--symbol',
      'pump',
      '--name',
      '泵',
      '--to',
      at('out.json'),
    ),
  ).toBe(1)
  expect(said).toEqual([
    'properties[0].identifier: identifier 1st: a letter, then letters, digits or _, 64 at most',
    'properties[0].dataType: is missing',
  ])
  await expect(readFile(at('out.json'))).rejects.toThrow('ENOENT')
})

it('is called wrongly without a file, and takes no type from what is none', async () => {
  expect(await call('type', 'import', '--to', at('out.json'))).toBe(2)
  await writeFile(at('none.json'), '{"id":"A"}')
  expect(await call('type', 'export', at('none.json'), '--to', at('out.json'))).toBe(1)
  expect(said).toEqual([`${at('none.json')} is no device type`])
})
