import { describe, expect, it, vi } from 'vitest'
import { AccountId, type Client, type Setting } from '../../domain/contract'
import { type Fingerprint, type Layout, layoutKey, shelfOf, shippedLayouts } from '../../layouts'
import type { SeatPerson } from './followSeat'
import { removeLayout, saveLayout, withFingerprints } from './savedLayouts'

const [base] = shippedLayouts
if (!base) throw new Error('no shipped layout')
const layout = (id: string, change: Partial<Layout> = {}): Layout => ({ ...base, id, ...change })
const setting = (scope: 'account' | 'installation', ...versions: Layout[]): Setting => ({
  id: `${scope}/${versions[0]?.id}`,
  key: layoutKey(versions[0]?.id ?? ''),
  scope,
  value: JSON.parse(JSON.stringify({ versions })),
  saved: { by: { kind: 'account', id: 'li' }, atMs: 0 },
})
const person = (rights: string[], ...settings: Setting[]): SeatPerson => ({
  seatId: 'seat-a',
  account: {
    id: AccountId.parse('li'),
    name: 'li',
    displayName: '李',
    role: 'dispatcher',
    isDisabled: false,
    isDemo: false,
    mustChangePassword: false,
    passwordChangedAtMs: 0,
  },
  rights,
  settings,
})
const core = () => {
  const call = vi.fn(async () => ({}))
  return { call, client: { call, on: () => () => undefined } as unknown as Client }
}

describe('saving a layout', () => {
  it('adds a version to those there are', async () => {
    const { client, call } = core()
    const who = person([], setting('account', layout('night', { revision: 4 })))
    const saved = await saveLayout(client, shelfOf(shippedLayouts, who.settings), who, layout('night'), 'account')
    expect(saved.revision).toBe(5)
    expect(call).toHaveBeenCalledWith(
      'setting.save',
      expect.objectContaining({
        key: 'layout.night',
        scope: 'account',
        value: { versions: [expect.objectContaining({ revision: 5 }), expect.objectContaining({ revision: 4 })] },
      }),
    )
  })

  it('changes neither what comes with the product nor what is locked', async () => {
    const { client, call } = core()
    const locked = setting('installation', layout('ward', { isLocked: true }))
    const shelf = shelfOf(shippedLayouts, [locked])
    await expect(saveLayout(client, shelf, person([], locked), base, 'account')).rejects.toMatchObject({
      code: 'illegalState',
    })
    const mine = layout('ward', { isLocked: false })
    await expect(saveLayout(client, shelf, person([], locked), mine, 'installation')).rejects.toMatchObject({
      code: 'notAllowed',
    })
    await expect(removeLayout(client, shelf, person([], locked), 'ward', 'installation')).rejects.toMatchObject({
      code: 'notAllowed',
    })
    expect(call).not.toHaveBeenCalled()
    await saveLayout(client, shelf, person(['setting.share'], locked), mine, 'installation')
    expect(call).toHaveBeenCalledTimes(1)
  })

  it('notes the displays it was arranged on, and leaves those that it has', () => {
    const print = (widthPx: number): Fingerprint => ({
      widthPx,
      heightPx: 1080,
      scaleFactor: 1,
      rotation: 0,
      place: { x: 0.5, y: 0.5 },
      label: '',
      isInternal: false,
    })
    const two = layout('two-of-mine', {
      rows: [2],
      displays: [
        { role: 'map', panes: { pane: 'map' } },
        { role: 'alarms', panes: { pane: 'alarms' }, fingerprint: print(1280) },
      ],
    })
    const here = new Map([
      [1, print(1920)],
      [2, print(1920)],
    ])
    expect(withFingerprints(two, here).displays.map(({ fingerprint }) => fingerprint?.widthPx)).toEqual([1920, 1280])
  })
})

describe('taking a layout back', () => {
  it('takes the setting back, and refuses one that is not there', async () => {
    const { client, call } = core()
    const who = person([], setting('account', layout('night')))
    const shelf = shelfOf(shippedLayouts, who.settings)
    await removeLayout(client, shelf, who, 'night', 'account')
    expect(call).toHaveBeenCalledWith('setting.save', expect.objectContaining({ key: 'layout.night', value: null }))
    await expect(removeLayout(client, shelf, who, 'night', 'installation')).rejects.toMatchObject({ code: 'notFound' })
  })
})
