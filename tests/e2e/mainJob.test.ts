import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DistrictDocument, type Device } from '../../domain/contract'
import {
  districtFile,
  newProfile,
  picture,
  publish,
  type RunningConsole,
  signIn,
  startConsole,
  startSimulator,
} from './console'

/** The detector that the story is about: smoke on the 18th floor of the tower T2. */
let detector: Device
let profile: Awaited<ReturnType<typeof newProfile>>
let desk: RunningConsole
let simulator: ReturnType<typeof startSimulator> | undefined

const smoke = (density: number) =>
  publish(desk.brokerPort, `/sys/${detector.typeId}/${detector.id}/thing/event/property/post`, {
    id: String(Date.now()),
    version: '1.0',
    time: Date.now(),
    params: { smoke_density: density },
  })

beforeAll(async () => {
  const district = DistrictDocument.parse(JSON.parse(await readFile(districtFile, 'utf8')))
  const found = district.devices.find(
    (d) =>
      district.deviceTypes.find((t) => t.id === d.typeId)?.systemKey === 'fire.wireless_smoke' && d.place.floor === 18,
  )
  if (!found) throw new Error('the demo district has no smoke detector on an 18th floor')
  detector = found
  profile = await newProfile()
  desk = await startConsole({ userData: profile.path, hasGraphics: true })
  simulator = startSimulator(desk.brokerPort, ['--script', 'none', '--speed', '10'])
})
afterAll(async () => {
  await simulator?.stop()
  await desk?.close()
  await profile.remove()
})

describe('the main job on four displays', () => {
  it('signs in once for all windows', async () => {
    await signIn(desk.window('alarms'), '周敏')
    for (const page of desk.windows()) await page.getByRole('region', { name: '告警条' }).waitFor({ timeout: 30_000 })
    for (const role of ['map', 'alarms', 'dispatch', 'wall']) await picture(desk, role, '1-signed-in')
  })

  it('shows staff and devices from the site', async () => {
    await desk.window('alarms').getByText(/采样/).first().waitFor()
    for (const role of ['map', 'wall']) await picture(desk, role, '2-live')
  })

  it('rings and shows on every display', async () => {
    await smoke(5.8)
    for (const page of desk.windows()) await page.getByText(detector.name.zh).first().waitFor({ timeout: 10_000 })
    for (const role of ['map', 'alarms', 'dispatch', 'wall']) await picture(desk, role, '3-alarm')
  })

  it('offers where, what, who and which plan, and sends with one key', async () => {
    const alarms = desk.window('alarms')
    const dispatch = desk.window('dispatch')
    // The first press brings the alarm that matters most, with plan and people; the second sends.
    await alarms.keyboard.press('F9')
    await dispatch.getByRole('button', { name: /一键调度/ }).waitFor({ timeout: 15_000 })
    await dispatch.getByText(detector.name.zh).first().waitFor()
    for (const role of ['map', 'alarms', 'dispatch']) await picture(desk, role, '4-proposal')
    await alarms.keyboard.press('F9')
    await dispatch.getByRole('button', { name: /撤销/ }).waitFor({ timeout: 15_000 })
    for (const role of ['dispatch', 'map']) await picture(desk, role, '4-undo')
    await dispatch.getByText('预案下发，撤销期已过').waitFor({ timeout: 15_000 })
    await picture(desk, 'dispatch', '5-running')
  })

  it('follows people until they are done, and closes with a result', async () => {
    const dispatch = desk.window('dispatch')
    await dispatch.getByText('已到场', { exact: true }).first().waitFor({ timeout: 100_000 })
    await picture(desk, 'dispatch', '6-arrived')
    await smoke(0.1)
    await dispatch.getByRole('button', { name: '结案', exact: true }).click()
    await dispatch.getByLabel('处置结果').fill('明火扑灭，现场移交消防队')
    await dispatch.getByRole('button', { name: '结案', exact: true }).click()
    await dispatch.getByText('结案：明火扑灭，现场移交消防队').waitFor({ timeout: 10_000 })
    await picture(desk, 'dispatch', '7-closed')
  })

  it('writes the story as PDF and JSON', async () => {
    const dispatch = desk.window('dispatch')
    await dispatch.getByRole('button', { name: '导出经过' }).click()
    await dispatch.getByText(/已导出/).waitFor({ timeout: 30_000 })
    const files = await readdir(desk.exportsDir)
    const pdf = files.find((f) => f.endsWith('.pdf')) ?? ''
    expect((await readFile(join(desk.exportsDir, pdf))).subarray(0, 5).toString()).toBe('%PDF-')
    const story: { entries: { kind: string }[] } = JSON.parse(
      await readFile(join(desk.exportsDir, pdf.replace('.pdf', '.json')), 'utf8'),
    )
    const kinds = story.entries.map((e) => e.kind)
    for (const kind of ['alarm.raised', 'incident.opened', 'task.sent', 'task.arrived', 'incident.closed'])
      expect(kinds).toContain(kind)
  })
})
