import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountId, type Account, mostSettingBytes } from '../../domain/contract'
import { settingId } from '../../domain/contract/state/setting'
import { openTestJournal, type TestJournal } from '../journal/testJournal'
import { createSettings, isSettingOf, type Settings } from './createSettings'

let t: TestJournal
let settings: Settings
const accountOf = (name: string): Account => ({
  id: AccountId.parse(name),
  name,
  displayName: name,
  role: 'dispatcher',
  isDisabled: false,
  isDemo: false,
  mustChangePassword: false,
  passwordChangedAtMs: 0,
})
const li = { account: accountOf('li'), mayShare: false }
const wu = { account: accountOf('wu'), mayShare: true }
const own = (value: number | string | null) => ({ key: 'alarms.columns', scope: 'account' as const, value, basis: 0 })
const all = (value: number | string | null) => ({ ...own(value), scope: 'installation' as const })
const entryCount = async () => (await t.journal.read({ afterPosition: 0, limit: 100 })).length

beforeEach(async () => {
  t = await openTestJournal()
  settings = createSettings(t.journal)
})
afterEach(() => t.dispose())

describe('a setting', () => {
  it('is kept for each account by itself, and the later change holds, also after a restart', async () => {
    await settings.save(own('a'), li)
    await settings.save(own('b'), wu)
    await settings.save(own('c'), li)
    await t.reopen()
    expect(t.journal.view.get('setting', settingId('alarms.columns', 'li'))).toMatchObject({ value: 'c' })
    expect(t.journal.view.get('setting', settingId('alarms.columns', 'wu'))).toMatchObject({ value: 'b' })
  })

  it('for everybody needs the right to share, and is seen by all; an own one only by its owner', async () => {
    await expect(settings.save(all(1), li)).rejects.toMatchObject({ code: 'notAllowed' })
    await settings.save(all(1), wu)
    await settings.save(own(2), wu)
    const seenBy = (account: Account | undefined) =>
      [...t.journal.view.list('setting')].filter((one) => isSettingOf(one, account)).map(({ value }) => value)
    expect(seenBy(li.account)).toEqual([1])
    expect(seenBy(wu.account)).toEqual([1, 2])
    expect(seenBy(undefined)).toEqual([1])
  })

  it('that is what it was writes nothing', async () => {
    await settings.save(own('a'), li)
    const before = await entryCount()
    await settings.save(own('a'), li)
    expect(await entryCount()).toBe(before)
  })

  it('that is taken back is seen by nobody, until it is set again', async () => {
    await settings.save(own('a'), li)
    await settings.save(own(null), li)
    const state = () => t.journal.view.get('setting', settingId('alarms.columns', 'li'))
    expect(state() && isSettingOf(state()!, li.account)).toBe(false)
    await settings.save(own('a'), li)
    expect(state() && isSettingOf(state()!, li.account)).toBe(true)
  })

  it('that is too large is refused, counted in bytes and not in characters', async () => {
    const tooMuch = '城'.repeat(mostSettingBytes / 2)
    await expect(settings.save(own(tooMuch), li)).rejects.toMatchObject({ code: 'tooLarge' })
    expect(await entryCount()).toBe(0)
  })
})
