import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createClient } from '../../domain/channel/createClient'
import type { ClientFrame, CoreFrame, Session, Transport } from '../../domain/contract'
import { smallDistrict } from '../../tests/support/smallDistrict'
import { createCore } from './createCore'
import type { Core } from './CoreOptions'

let dataDir: string
let core: Core
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'chengtai-page-'))
  await writeFile(join(dataDir, 'district.json'), JSON.stringify(smallDistrict))
  core = await createCore({
    dataDir,
    seatName: 'test',
    version: '0.0.0',
    isDemo: true,
    districtFile: join(dataDir, 'district.json'),
    broker: { kind: 'embedded', port: 0, username: 'site', password: 'secret' },
    log: pino({ level: 'silent' }),
  })
})
afterEach(async () => {
  await core.stop()
  await rm(dataDir, { recursive: true, force: true })
})

it('a page whose link was lost goes on as who was signed in, and its feeds with it; who signed out does not', async () => {
  let drop = () => {}
  let ticket: string | undefined
  const side = <Out, In>(port: MessageChannel['port1']): Transport<Out, In> => ({
    send: (frame) => port.postMessage(frame),
    onFrame: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  })
  const page = createClient({
    async connect() {
      const { port1, port2 } = new MessageChannel()
      core.connect(side<CoreFrame, unknown>(port1), { isSeatShared: false })
      drop = () => port1.close()
      return side<ClientFrame, CoreFrame>(port2)
    },
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    random: () => 0,
    greetAgain: (client) => {
      if (ticket !== undefined)
        client.call('session.resume', { ticket }).then(
          (session) => (ticket = session.ticket),
          () => {},
        )
    },
  })
  const sessions: Session[] = []
  const snapshots: number[] = []
  const refused: string[] = []
  page.on('session.changed', {}, (session) => sessions.push(session))
  ticket = (await page.call('session.signIn', { name: 'zhoumin', password: 'Chenghu-2026' })).ticket
  page.on(
    'alarm.changed',
    {},
    ({ isSnapshot }) => isSnapshot && snapshots.push(sessions.length),
    (code) => refused.push(code),
  )
  await expect.poll(() => snapshots.length).toBe(1)

  const heard = sessions.length
  drop()
  await expect.poll(() => snapshots.length, { timeout: 10_000 }).toBe(2)
  // From the first word on: the page never showed the way in.
  expect(sessions.slice(heard).map(({ account }) => account?.name)).toEqual(['zhoumin'])
  expect(refused).toEqual([])

  const late = ticket
  await page.call('session.signOut', {})
  await expect(page.call('session.resume', { ticket: late ?? '' })).rejects.toMatchObject({ code: 'notSignedIn' })
  page.close()
})
