import { type Client, type Params, Refused, type SettingScope } from '../../domain/contract'
import { type Fingerprint, type KnownLayout, type Layout, layoutKey, versionsIn, withVersion } from '../../layouts'
import { may, type SeatPerson } from './followSeat'

const stored = (person: SeatPerson, id: string, scope: SettingScope) =>
  person.settings.find((setting) => setting.key === layoutKey(id) && setting.scope === scope)

/** A layout as it is kept: displays that were arranged here are known again by their fingerprints. */
export const withFingerprints = (layout: Layout, ofDisplays: ReadonlyMap<number, Fingerprint>): Layout => ({
  ...layout,
  displays: layout.displays.map((display, at) => {
    const fingerprint = display.fingerprint ?? ofDisplays.get(at + 1)
    return fingerprint ? { ...display, fingerprint } : display
  }),
})

function mustBeFree(shelf: readonly KnownLayout[], person: SeatPerson, id: string): void {
  const known = shelf.find(({ layout }) => layout.id === id)
  if (known?.source === 'shipped') throw new Refused('illegalState', `layout ${id} comes with the product`)
  if (known?.layout.isLocked && !may(person, 'setting.share')) throw new Refused('notAllowed', `layout ${id} is locked`)
}

/**
 * Keeps a layout as a new version, through the core.
 *
 * @returns it with its revision
 * @throws Refused `illegalState` for one that comes with the product; `notAllowed`; those of `setting.save`
 */
export async function saveLayout(
  client: Client,
  shelf: readonly KnownLayout[],
  person: SeatPerson,
  layout: Layout,
  scope: SettingScope,
): Promise<Layout> {
  mustBeFree(shelf, person, layout.id)
  const value = withVersion(versionsIn(stored(person, layout.id, scope)?.value), layout)
  await client.call('setting.save', { key: layoutKey(layout.id), scope, value: plain(value), basis: 0 })
  return value.versions[0] ?? layout
}

/** @throws Refused as `saveLayout`; `notFound` */
export async function removeLayout(
  client: Client,
  shelf: readonly KnownLayout[],
  person: SeatPerson,
  id: string,
  scope: SettingScope,
): Promise<void> {
  mustBeFree(shelf, person, id)
  if (!stored(person, id, scope)) throw new Refused('notFound', `layout ${id}`)
  await client.call('setting.save', { key: layoutKey(id), scope, value: null, basis: 0 })
}

/** As JSON carries it: what is `undefined` is left out. */
const plain = (value: object): Params<'setting.save'>['value'] => JSON.parse(JSON.stringify(value))
