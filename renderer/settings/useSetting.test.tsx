import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { AccountId, Refused, type Setting, type SettingScope } from '../../domain/contract'
import { settingId } from '../../domain/contract/state/setting'
import { type Page, renderPage } from '../testing/render'
import { useSetting } from './useSetting'

const Columns = z.array(z.string())
const fallback = ['age']
let page: Page | undefined
afterEach(async () => {
  await page?.close()
  page = undefined
})

function Probe() {
  const { value, from, isLoaded, refusal, save } = useSetting('alarms.columns', Columns, fallback)
  return (
    <>
      <p>{`${value.join('+')} ${from} ${isLoaded} ${refusal ?? 'fine'}`}</p>
      <button type="button" onClick={() => save(['place'])}>
        place
      </button>
      <button type="button" onClick={() => save(['system'])}>
        system
      </button>
    </>
  )
}

const stored = (scope: SettingScope, value: Setting['value']): Setting => ({
  id: settingId('alarms.columns', scope === 'account' ? 'li' : undefined),
  key: 'alarms.columns',
  scope,
  ...(scope === 'account' && { accountId: AccountId.parse('li') }),
  value,
  saved: { by: { kind: 'account', id: 'li' }, atMs: 0 },
})
const tell = (...upserts: Setting[]) =>
  page?.client.emit('setting.changed', { isSnapshot: true, position: 7, upserts, removes: [] })
const shown = async () => {
  await page?.settle()
  return document.body.querySelector('p')?.textContent
}

test("the account's own value counts before that for everybody, that before the fallback; what cannot be read counts as none", async () => {
  page = await renderPage(<Probe />)
  expect(await shown()).toBe('age fallback false fine')
  tell(stored('installation', ['system']))
  expect(await shown()).toBe('system installation true fine')
  tell(stored('installation', ['system']), stored('account', ['place']))
  expect(await shown()).toBe('place account true fine')
  tell(stored('installation', ['system']), stored('account', { from: 'another version' }))
  expect(await shown()).toBe('system installation true fine')
})

test('a change is shown before it is kept, and while one is on its way only the last of the others is sent', async () => {
  let keep: (() => void) | undefined
  page = await renderPage(<Probe />, {
    answers: { 'setting.save': () => new Promise((resolve) => (keep = () => resolve({}))) },
  })
  tell()
  await page.settle()
  const saves = () => page?.client.calls.filter(({ name }) => name === 'setting.save').map(({ params }) => params)
  await page.click(page.find('place'))
  expect(await shown()).toBe('place account true fine')
  await page.click(page.find('system'))
  await page.click(page.find('place'))
  await page.click(page.find('system'))
  expect(saves()).toHaveLength(1)
  keep?.()
  await page.settle()
  expect(saves()).toMatchObject([
    { value: ['place'], scope: 'account', basis: 7 },
    { value: ['system'], scope: 'account', basis: 7 },
  ])
  tell(stored('account', ['system']))
  keep?.()
  expect(await shown()).toBe('system account true fine')
})

test('a refused change is taken back and said', async () => {
  page = await renderPage(<Probe />, {
    answers: {
      'setting.save': () => {
        throw new Refused('tooLarge')
      },
    },
  })
  tell()
  await page.settle()
  await page.click(page.find('place'))
  expect(await shown()).toBe('age fallback true tooLarge')
})
