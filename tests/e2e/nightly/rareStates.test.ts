import { spawn } from 'node:child_process'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PaneId } from '../../../layouts/schema'
import { newProfile, pictureOf, publish, type RunningConsole, signIn, startConsole, startSimulator } from '../console'
import { freePort } from '../../support/freePort'
import { type Screens, takeScreens } from '../kit/screens'
import { type Words, wordsIn } from '../kit/wordsIn'

// States that a quiet screen never shows: dialogs, refusals, something half done. Each is brought about as people and devices would, in both languages,
// and photographed for people to look at; what cannot be reached fails.

/** One state of a pane. */
interface RareState {
  name: string
  pane: PaneId
  /** Chosen before it is shown. */
  device?: string
  /** Whoever may do it. */
  person: string
  bring(pane: Locator, say: Words): Promise<void>
}

let screens: Screens
let profile: Awaited<ReturnType<typeof newProfile>>
let desk: RunningConsole
let simulator: ReturnType<typeof startSimulator>
const page = (): Page => {
  const [first] = desk.windows()
  if (!first) throw new Error('the console has no window')
  return first
}

beforeAll(async () => {
  screens = takeScreens('1920x1080')
  for (const output of screens.names.slice(1)) screens.off(output)
  profile = await newProfile()
  desk = await startConsole({ userData: profile.path, displays: 1 })
  // A quiet day: what is looked at stands out.
  simulator = startSimulator(desk.brokerPort, ['--script', 'none', '--speed', '5'])
  page().setDefaultTimeout(15_000)
})
afterAll(async () => {
  await simulator?.stop()
  await desk?.close()
  await profile?.remove()
  screens?.restore()
})

const says = (typeId: string, deviceId: string, params: Record<string, number>) =>
  publish(desk.brokerPort, `/sys/${typeId}/${deviceId}/thing/event/property/post`, {
    id: String(Date.now()),
    version: '1.0',
    time: Date.now(),
    params,
  })

/** Somebody at the door with a name and a secret of his own making; refused. */
const knock = (name: string, secret: string) =>
  new Promise<void>((resolve) => {
    const to = ['-h', '127.0.0.1', '-p', String(desk.brokerPort), '-u', name, '-P', secret, '-i', name]
    const child = spawn('mosquitto_pub', ['-V', '311', ...to, '-t', 'x', '-m', '{}'], { stdio: 'ignore' })
    child.on('exit', () => resolve())
  })

async function chooseDevice(id: string): Promise<void> {
  await page().keyboard.press('Control+K')
  const search = page().getByRole('dialog')
  await search.getByRole('combobox').fill(id)
  await search.getByRole('option').first().waitFor({ timeout: 30_000 })
  await page().keyboard.press('Enter')
}

async function hold(button: Locator): Promise<void> {
  await button.hover()
  await page().mouse.down()
  await expect.poll(() => button.count(), { timeout: 10_000 }).toBe(0)
  await page().mouse.up()
}

/** A rule of the product's, found by its id. */
async function openRule(pane: Locator, say: Words, id: string): Promise<void> {
  await pane.getByPlaceholder(say('rules:filter.search')).fill(id)
  await pane.getByRole('row').first().click()
  await pane.getByRole('tab', { name: say('rules:mode.edit') }).click()
}

async function addTrigger(pane: Locator, say: Words, kind: string): Promise<void> {
  // A trigger that is there bears the word too.
  await pane
    .getByRole('button', { name: say('rules:add.trigger') })
    .first()
    .click()
  await page()
    .getByRole('menuitem', { name: say(`rules:triggerKind.${kind}`) })
    .click()
}

const panelT1 = /(消防主机|Fire panel) T1/
const panelK06 = /(消防主机|Fire panel) K06/

/** Under a hand the list stands still: it is taken off first, and folded groups are opened. */
async function alarmOf(pane: Locator, device: RegExp): Promise<Locator> {
  await page().mouse.move(0, 500)
  // The heading of what it caused names the device too, and has nothing to choose.
  const alarms = pane.getByRole('row', { name: device }).filter({ has: page().getByRole('checkbox') })
  const row = alarms.first()
  await row.waitFor()
  return row
}

/** Type, building, service and what else a command asks; looked at, not yet sent. */
async function review(
  pane: Locator,
  say: Words,
  of: { type: string; building: string; service: string },
): Promise<void> {
  await pane.getByRole('tab', { name: say('commands:tab.new') }).click()
  for (const [at, value] of [of.type, of.building, of.service].entries())
    await pane.getByRole('combobox').nth(at).selectOption(value)
  await pane.locator('form button[type=submit]').click()
  await pane.getByRole('listitem').first().waitFor({ timeout: 30_000 })
  await pane.getByLabel(say('commands:field.reason')).fill('23:00')
}

const leader = '陈立军'
const engineer = '何静'
const security = '安全管理员'

const states: readonly RareState[] = [
  {
    name: 'rule-fence',
    pane: 'rules',
    person: leader,
    async bring(pane, say) {
      await openRule(pane, say, 'overflow_order')
      await addTrigger(pane, say, 'geofence')
      await pane.getByLabel(say('rules:field.fence')).selectOption('ring')
      await pane.getByRole('button', { name: say('rules:fenceDraw.open') }).click()
      await page().getByRole('dialog').waitFor()
    },
  },
  {
    name: 'rule-trigger',
    pane: 'rules',
    person: leader,
    async bring(pane, say) {
      await openRule(pane, say, 'overflow_order')
      const now = pane.getByRole('button', { name: say('rules:triggerNow.button') })
      if ((await now.count()) === 0) {
        await addTrigger(pane, say, 'manual')
        await pane.getByRole('button', { name: say('rules:save.button') }).click()
      }
      await expect.poll(() => now.isEnabled(), { timeout: 15_000 }).toBe(true)
      await now.click()
      await page().getByRole('dialog').waitFor()
    },
  },
  {
    name: 'rule-decisions',
    pane: 'rules',
    person: leader,
    async bring(pane, say) {
      await openRule(pane, say, 'overflow_order')
      await pane.getByRole('button', { name: say('rules:triggerNow.button') }).click()
      await page().getByRole('dialog').locator('button[type=submit]').click()
      await pane.getByRole('tab', { name: say('rules:mode.decisions') }).click()
      await pane.getByRole('list').getByRole('button').first().click({ timeout: 15_000 })
    },
  },
  {
    name: 'alarm-latched',
    pane: 'alarms',
    person: leader,
    async bring(pane) {
      await says('FIRE_PANEL', 'XK-K06', { state: 1 })
      await alarmOf(pane, panelK06)
      await says('FIRE_PANEL', 'XK-K06', { state: 0 })
      await (await alarmOf(pane, panelK06)).click()
    },
  },
  {
    name: 'alarm-reset',
    pane: 'alarms',
    person: leader,
    async bring(pane, say) {
      await (await alarmOf(pane, panelK06)).click()
      await page().keyboard.press('F4')
      const reset = pane.getByRole('button', { name: say('alarmDeeds:reset.short') })
      await expect.poll(() => reset.isEnabled(), { timeout: 15_000 }).toBe(true)
    },
  },
  {
    name: 'alarm-out-of-service',
    pane: 'alarms',
    person: leader,
    async bring(pane, say) {
      await (await alarmOf(pane, panelK06)).click()
      await pane.getByRole('button', { name: say('alarmDeeds:outOfService.short') }).click({ timeout: 5_000 })
      const dialog = page().getByRole('dialog')
      await dialog.getByRole('radio', { name: say('common:holdReason.works') }).check()
    },
  },
  {
    name: 'alarm-shelve',
    pane: 'alarms',
    person: leader,
    async bring(pane, say) {
      await says('FIRE_PANEL', 'XK-T1', { state: 2 })
      await (await alarmOf(pane, panelT1)).click({ timeout: 15_000 })
      await pane.getByRole('button', { name: say('alarmDeeds:shelve.short') }).click({ timeout: 5_000 })
      await page()
        .getByRole('dialog')
        .getByRole('radio', { name: say('common:holdReason.fault') })
        .check()
    },
  },
  {
    name: 'alarm-aside',
    pane: 'alarms',
    person: leader,
    async bring(pane, say) {
      for (const [device, deed] of [
        [panelT1, 'shelve'],
        [panelK06, 'outOfService'],
      ] as const) {
        await (await alarmOf(pane, device)).click()
        const button = pane.getByRole('button', { name: say(`alarmDeeds:${deed}.short`) })
        if (await button.isDisabled()) continue
        await button.click()
        const dialog = page().getByRole('dialog')
        await dialog.getByRole('radio', { name: say('common:holdReason.works') }).check()
        await dialog.locator('button[type=submit]').click()
        await expect.poll(() => dialog.count()).toBe(0)
      }
      await pane.getByRole('tab', { name: say('alarms:tab.aside') }).click()
      await expect.poll(() => pane.getByRole('row').count(), { timeout: 15_000 }).toBeGreaterThan(2)
    },
  },
  {
    name: 'batch-running',
    pane: 'commandCentre',
    person: leader,
    async bring(pane, say) {
      await review(pane, say, { type: 'LIGHTING', building: 'T1', service: 'switch_off' })
      await pane.getByRole('button', { name: say('commands:execute') }).click()
      await pane.getByRole('progressbar').waitFor({ timeout: 15_000 })
      await pane.getByText(say('commands:figure.answered')).waitFor({ timeout: 30_000 })
    },
  },
  {
    name: 'second-person-asked',
    pane: 'commandCentre',
    person: leader,
    async bring(pane, say) {
      await review(pane, say, { type: 'LIFT', building: 'T1', service: 'recall_to_ground' })
      await hold(pane.getByRole('button', { name: say('commands:holdToAsk') }))
      await pane.getByRole('tab', { name: say('commands:tab.waiting') }).click()
      await pane.getByRole('listitem').first().waitFor({ timeout: 15_000 })
    },
  },
  {
    name: 'history-correction',
    pane: 'trends',
    device: 'YG-T2-1806',
    person: leader,
    async bring(pane, say) {
      await pane.getByRole('combobox').first().selectOption('smoke_density')
      await pane.getByRole('button', { name: say('trends:span.hour') }).click()
      const correct = pane.getByText(say('trends:correction.open')).first()
      await correct.click({ timeout: 15_000 })
      await pane.getByRole('button', { name: say('trends:correction.visible') }).click()
      await pane.getByLabel(say('trends:correction.reason')).waitFor()
    },
  },
  {
    name: 'intruders',
    pane: 'refusals',
    person: leader,
    async bring(pane) {
      for (let time = 0; time < 12; time++) await knock('YG-T2-1806', `guess-${time}`)
      await knock('stranger', 'x')
      await pane.getByRole('row').nth(2).waitFor({ timeout: 15_000 })
    },
  },
  {
    name: 'refused-messages',
    pane: 'refusals',
    person: leader,
    async bring(pane, say) {
      await says('SMOKE_DETECTOR', 'YG-T2-1806', { smoke_density: 1e9 })
      await says('SMOKE_DETECTOR', 'YG-NOBODY', { smoke_density: 1 })
      await publish(desk.brokerPort, '/sys/SMOKE_DETECTOR/YG-T2-1806/thing/event/property/post', { rubbish: true })
      await pane.getByRole('tab', { name: say('refusals:tab.messages') }).click()
      for (const reason of ['outOfRange', 'unknownDevice', 'wrongShape'])
        await pane
          .getByText(say(`refusals:reason.${reason}`))
          .first()
          .waitFor()
    },
  },
  {
    name: 'second-person-confirms',
    pane: 'commandCentre',
    person: '周敏',
    async bring(pane, say) {
      await pane.getByRole('tab', { name: say('commands:tab.waiting') }).click()
      await pane.getByRole('listitem').first().waitFor({ timeout: 15_000 })
    },
  },
  {
    name: 'codec-test',
    pane: 'codecs',
    person: engineer,
    async bring(pane, say) {
      const hex = pane.getByLabel(say('codecs:paste'))
      await hex.fill((await hex.inputValue()).replace(/33 32 03\s*$/, '33 39 03'))
      await expect.poll(() => pane.getByRole('status').textContent()).not.toMatch(say('codecs:sound'))
    },
  },
  {
    name: 'import-errors',
    pane: 'registryImport',
    person: engineer,
    async bring(pane) {
      const row = (id: string, type: string, lng: string, floor: number) =>
        `${id},${type},感烟 ${id},Smoke ${id},${lng},22.535,T1,${floor},二期`
      const rows = [
        '设备编号,设备类型,名称,英文名称,经度,纬度,楼栋,楼层,标签',
        row('YG-NEW-1', 'SMOKE_DETECTOR', '113.945', 3),
        row('YG-NEW-2', 'SMOKE_DETECTOR', '113.945', 99),
        row('YG-NEW-3', 'NO_SUCH_TYPE', '113.945', 2),
        row('YG-NEW-4', 'SMOKE_DETECTOR', 'east', 2),
      ]
      const file = { name: 'wrong.csv', mimeType: 'text/csv', buffer: Buffer.from(`${rows.join('\r\n')}\r\n`) }
      await pane.locator('input[type=file]').setInputFiles(file)
      await pane.getByRole('listitem').filter({ hasText: 'NO_SUCH_TYPE' }).waitFor({ timeout: 30_000 })
    },
  },
  {
    name: 'type-upgrade',
    pane: 'deviceTypes',
    person: engineer,
    async bring(pane, say) {
      await pane.getByRole('searchbox').fill('SMOKE_DETECTOR')
      await pane.getByRole('button', { name: /^(感烟探测器|Smoke detector)/ }).click()
      await pane.getByRole('button', { name: say('deviceTypes:edit') }).click()
      await pane.getByRole('button', { name: say('deviceTypes:addPoint') }).click()
      // What was typed names its row: the new one is the last that has the heading at its end.
      const last = (heading: string) => pane.getByLabel(new RegExp(`${say(heading).source.slice(1)}$`)).last()
      await last('deviceTypes:head.id').fill(`humidity_${states.length}_${await pane.getByRole('row').count()}`)
      await last('deviceTypes:head.nameZh').fill('湿度')
      await last('deviceTypes:head.unit').fill('%')
      await pane.getByRole('button', { name: say('deviceTypes:look') }).click()
      await pictureOf(desk, page(), 'state-type-effects')
      await pane.getByRole('button', { name: say('deviceTypes:save') }).click()
      await pane.getByRole('progressbar').waitFor({ timeout: 15_000 })
    },
  },
  {
    name: 'forwarding-broken',
    pane: 'forwarding',
    person: '系统管理员',
    async bring(pane, say) {
      if ((await pane.getByText(say('forwarding:state.retrying')).count()) > 0) return
      await pane.getByRole('button', { name: say('forwarding:add') }).click()
      const dialog = page().getByRole('dialog')
      await dialog.getByLabel(say('forwarding:form.name')).fill('市应急平台')
      await dialog.getByRole('button', { name: 'HTTP' }).click()
      await dialog.getByLabel(say('forwarding:form.url')).fill(`http://127.0.0.1:${await freePort()}/in`)
      await dialog.locator('button[type=submit]').click()
      await pane.getByText(say('forwarding:state.retrying')).waitFor({ timeout: 60_000 })
    },
  },
  {
    name: 'grant-form',
    pane: 'registryLists',
    person: security,
    async bring(pane, say) {
      await pane.getByRole('tab', { name: say('registryLists:kind.grant') }).click()
      await pane.getByRole('button', { name: say('registryLists:grant.new') }).click()
      await pane.locator('form').waitFor()
    },
  },
  {
    name: 'certificates-ending',
    pane: 'certificates',
    person: security,
    async bring(pane, say) {
      const submit = pane.locator('form button[type=submit]')
      if ((await pane.getByText('Chenghu CA').count()) === 0) {
        await pane.getByRole('button', { name: say('access:makeAuthority') }).click()
        await pane.getByLabel(say('access:authorityName')).fill('Chenghu CA')
        await submit.click()
        await pane.getByText('Chenghu CA').first().waitFor({ timeout: 15_000 })
        for (const [device, days] of [
          ['YG-T2-1806', '1'],
          ['XK-T1', '5'],
          ['XK-K06', '365'],
        ] as const) {
          await pane
            .getByRole('button', { name: say('access:issue') })
            .first()
            .click()
          await pane.getByLabel(say('access:device')).fill(device)
          await pane.getByLabel(say('access:validDays')).fill(days)
          await submit.click()
          await pictureOf(desk, page(), `state-certificate-once-${device}`)
          await pane.getByRole('button', { name: say('common:close') }).click()
        }
      }
      await pane.getByRole('row').nth(2).waitFor({ timeout: 15_000 })
    },
  },
]

async function show(pane: PaneId): Promise<Locator> {
  // Another pane between: the one before is drawn anew, as when somebody comes to it.
  await page().evaluate(`window.chengtai.desk.arrange(1, { pane: 'gaps' })`)
  await page().locator('[data-pane=gaps]').waitFor({ timeout: 60_000 })
  await page().evaluate(`window.chengtai.desk.arrange(1, { pane: '${pane}' })`)
  const host = page().locator(`[data-pane="${pane}"]`)
  await host.waitFor({ timeout: 60_000 })
  await expect.poll(() => host.locator('[aria-busy=true]').count(), { timeout: 60_000 }).toBe(0)
  return host
}

/** The status bar goes round the themes. */
async function useTheme(theme: 'night' | 'day' | 'contrast', say: Words): Promise<void> {
  const now = () => page().evaluate<string>('document.documentElement.dataset.theme')
  for (let worn = await now(); worn !== theme; worn = await now()) {
    await page()
      .getByRole('button', { name: say(`common:theme.${worn}`) })
      .click()
    await expect.poll(now).not.toBe(worn)
  }
}

const languages = [
  { language: 'zh-CN', choose: /中文/, theme: 'night', besides: 'night' },
  { language: 'en', choose: /English/, theme: 'day', besides: 'contrast' },
] as const

describe.sequential.each(languages)('in $language', ({ language, choose, theme, besides }) => {
  const say = wordsIn(language)
  const menu = () => page().locator('header[data-round] button[aria-haspopup=menu]')

  it.each([...new Set(states.map(({ person }) => person))])('%s', { timeout: 900_000 }, async (person) => {
    await signIn(page(), person)
    await menu().click({ timeout: 90_000 })
    await page().getByRole('menuitemradio', { name: choose }).click()
    await page().keyboard.press('Escape')
    await useTheme(person === leader ? theme : besides, say)
    const wrong: string[] = []
    for (const { name, pane, device, bring } of states.filter((each) => each.person === person)) {
      if (device !== undefined) await chooseDevice(device)
      const host = await show(pane)
      await bring(host, say).catch((error: unknown) => wrong.push(`${name}: ${String(error).slice(0, 300)}`))
      await pictureOf(desk, page(), `state-${name}-${language}`)
      await page().keyboard.press('Escape')
      await page().keyboard.press('Escape')
    }
    await menu().click()
    await page()
      .getByRole('menuitem', { name: say('shell:signOut') })
      .click()
    expect(wrong).toEqual([])
  })
})
