import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { isNightly, report } from '../faults/report'
import { newProfile, type RunningConsole, signIn, startConsole } from './console'
import { coloursOf, median, type ProbedWindow, probeDesk, probePid, until } from './kit/deskProbe'
import { type Screens, takeScreens } from './kit/screens'

// W3 of the reliability programme: drivers die. One display is enough, and drawing by software costs by the pixel.

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 })

const deaths = isNightly ? 10 : 5
/** From this death on the graphics card is left alone. */
const plainFrom = 3

let screens: Screens | undefined
let profile: Awaited<ReturnType<typeof newProfile>>
let desk: RunningConsole

const probe = async (): Promise<ProbedWindow | undefined> =>
  (await probeDesk(desk.app)).find(({ role }) => role !== 'sound')

beforeAll(async () => {
  try {
    screens = takeScreens('1280x720')
    for (const name of screens.names.slice(1)) screens.off(name)
  } catch {
    // Displays of a person's desk stay as they are.
  }
  profile = await newProfile()
  desk = await startConsole({ userData: profile.path, displays: screens ? 1 : 4, hasGraphics: true })
  await signIn(desk.windows()[0] ?? desk.window('all'), '周敏')
  await until('a map is drawn', async () => {
    const map = await probe()
    return map?.ground === 'graphics' && (await coloursOf(desk.app, map.pid)) > 20
  })
})
afterAll(async () => {
  await desk?.close()
  await profile?.remove()
  screens?.restore()
})

it('W3 gpu-crash survives deaths of the graphics process, and draws the map plainly after the third', async () => {
  const tookMs: number[] = []
  const grounds: (string | undefined)[] = []
  for (let death = 1; death <= deaths; death += 1) {
    await until('a graphics process', async () => (await probePid(desk.app, 'GPU')) !== undefined)
    const pid = await probePid(desk.app, 'GPU')
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
    const { ms } = await until(`the map is drawn after death ${death}`, async () => {
      const map = await probe()
      return (
        map !== undefined &&
        (death < plainFrom || map.ground === 'plain') &&
        (await probePid(desk.app, 'GPU')) !== pid &&
        (await coloursOf(desk.app, map.pid)) > 20
      )
    })
    tookMs.push(ms)
    grounds.push((await probe())?.ground)
  }
  const expected = Array.from({ length: deaths }, (_, at) => (at + 1 < plainFrom ? 'graphics' : 'plain'))
  report({
    name: 'W3 gpu-crash',
    figures: { deaths: tookMs.length, drawnP50Ms: median(tookMs), drawnMaxMs: Math.max(...tookMs) },
    bar: 'the app lives, the map is drawn, promise 5 s; on the graphics card twice, plainly from the third death on',
    pass: grounds.join() === expected.join(),
  })
  expect(grounds).toEqual(expected)
})
