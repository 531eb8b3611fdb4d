import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { superviseConsole } from './superviseConsole'

let folder: string
let said: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-supervisor-'))
  said = []
})
afterEach(() => rm(folder, { recursive: true }))

/** A stand-in for the console: a program of Node that knows how often it was started, and of the ticket it was welcomed with. */
async function supervise(program: string): Promise<ReturnType<typeof superviseConsole>> {
  const file = join(folder, 'console.cjs')
  await writeFile(
    file,
    `const fs = require('node:fs')
     const log = (line) => fs.appendFileSync(${JSON.stringify(join(folder, 'log'))}, line + '\\n')
     process.once('message', ({ ticket }) => {
       log('start ' + process.pid + ' ' + ticket)
       const starts = fs.readFileSync(${JSON.stringify(join(folder, 'log'))}, 'utf8').split('start').length - 1
       ${program}
     })`,
  )
  return superviseConsole({
    command: process.execPath,
    args: [file],
    now: Date.now,
    say: (line) => void said.push(line),
  })
}
const log = async () => (await readFile(join(folder, 'log'), 'utf8').catch(() => '')).trim().split('\n')
/** A dead child whose parent is gone waits for whoever collects the dead here; it does nothing any more. */
const isAlive = async (pid: number) => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return stat !== undefined && !/\) [ZX] /.test(stat)
}

test('a console that ends by itself ends the supervisor with its code, and is not started again', async () => {
  const { ended } = await supervise('process.exit(starts === 1 ? 64 : 1)')
  expect(await ended).toBe(64)
  expect(await log()).toHaveLength(1)
})

test('a console that is killed is started again, and gets the ticket that it left', async () => {
  const { ended } = await supervise(
    `if (starts === 1) process.send({ type: 'ticket', ticket: 'left' }, () => process.kill(process.pid, 'SIGKILL'))
     else process.exit(0)`,
  )
  expect(await ended).toBe(0)
  expect((await log()).map((line) => line.split(' ')[2])).toEqual(['undefined', 'left'])
  expect(said).toEqual([expect.stringContaining('SIGKILL')])
})

test('what a dead console has started is ended with it', async (context) => {
  context.skip(process.platform !== 'linux', 'looks into /proc')
  const { ended } = await supervise(
    `if (starts === 1) {
       const { pid } = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
       log('child ' + pid)
       process.kill(process.pid, 'SIGKILL')
     } else process.exit(0)`,
  )
  expect(await ended).toBe(0)
  const child = Number((await log()).find((line) => line.startsWith('child'))?.split(' ')[1])
  await expect.poll(() => isAlive(child)).toBe(false)
})

test('told to stop, it lets the console stop in good order', async () => {
  const supervisor = await supervise(`process.on('SIGTERM', () => { log('stopped'); process.exit(0) })
     process.send({ type: 'beat' })
     setInterval(() => {}, 1000)`)
  await expect.poll(async () => (await log())[0]).toContain('start')
  supervisor.stop()
  expect(await supervisor.ended).toBe(0)
  expect((await log()).at(-1)).toBe('stopped')
})
