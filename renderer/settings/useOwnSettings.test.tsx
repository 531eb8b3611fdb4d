import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { AccountId, type Setting, type SettingScope } from '../../domain/contract'
import { settingId } from '../../domain/contract/state/setting'
import { type Page, renderPage } from '../testing/render'
import { useOwnSettings } from './useOwnSettings'

const schemas = { 'alarms.columns': z.array(z.string()), 'alarms.order': z.string() }
let page: Page | undefined
afterEach(async () => {
  await page?.close()
  page = undefined
})

function Probe() {
  const { keys, reset } = useOwnSettings(schemas)
  return (
    <button type="button" onClick={reset}>
      {keys.join(' ') || 'none'}
    </button>
  )
}

const stored = (key: string, scope: SettingScope, value: Setting['value']): Setting => ({
  id: settingId(key, scope === 'account' ? 'li' : undefined),
  key,
  scope,
  ...(scope === 'account' && { accountId: AccountId.parse('li') }),
  value,
  saved: { by: { kind: 'account', id: 'li' }, atMs: 0 },
})

test('what the person set of a pane is named, and taken back at once; what holds for everybody or for other panes stays', async () => {
  page = await renderPage(<Probe />)
  const tell = (...upserts: Setting[]) =>
    page?.client.emit('setting.changed', { isSnapshot: true, position: 7, upserts, removes: [] })
  tell(stored('alarms.columns', 'installation', ['age']), stored('devices.columns', 'account', ['place']))
  await page.settle()
  expect(page.find('none')).toBeDefined()
  tell(
    stored('alarms.columns', 'installation', ['age']),
    stored('alarms.columns', 'account', ['place']),
    stored('alarms.order', 'account', 7),
    stored('devices.columns', 'account', ['place']),
  )
  await page.settle()
  await page.click(page.find('alarms.columns'))
  const saves = page.client.calls.filter(({ name }) => name === 'setting.save').map(({ params }) => params)
  expect(saves).toEqual([{ key: 'alarms.columns', scope: 'account', value: null, basis: 7 }])
})
