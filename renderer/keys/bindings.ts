import { z } from 'zod'
import { actionIds, definitionOf, type ActionId } from './actions'
import { partsOf } from './chord'

/** What an account has changed: its keys for some actions; an empty list takes an action's keys away. */
export const KeyOverrides = z.record(z.string().max(40), z.array(z.string().min(1).max(40)).max(3))
export type KeyOverrides = z.infer<typeof KeyOverrides>

export const settingKey = 'keys.bindings'
/** One object for all: settings are compared by it. */
export const noOverrides: KeyOverrides = {}

/** The keys of every action. */
export type Bindings = ReadonlyMap<ActionId, readonly string[]>

/** Names of actions that another version knew are passed over. */
export const bindingsOf = (overrides: KeyOverrides): Bindings =>
  new Map(actionIds.map((id) => [id, overrides[id] ?? definitionOf(id).keys]))

/** Who has the key already. */
export const holderOf = (chord: string, forAction: ActionId, bindings: Bindings): ActionId | undefined =>
  actionIds.find((id) => id !== forAction && bindings.get(id)?.includes(chord))

/** Editing text must go on working, and keys that move through a page belong to the page. */
const reserved: ReadonlySet<string> = new Set([
  ...['A', 'C', 'V', 'X', 'Y', 'Z'].map((letter) => `Ctrl+${letter}`),
  'Ctrl+Shift+Z',
  'Tab',
  'Shift+Tab',
  'Alt+F4',
  'Alt+Tab',
])

/** Why a key cannot be given to an action, whoever holds it: it would fire while somebody types, or is needed for editing. */
export function problemOf(chord: string, forAction: ActionId): 'reserved' | 'typing' | undefined {
  if (reserved.has(chord)) return 'reserved'
  const { modifiers, key } = partsOf(chord)
  const isFree = /^F\d{1,2}$/.test(key) || modifiers.includes('Ctrl') || modifiers.includes('Alt')
  if (!isFree) return 'typing'
  // A program that is not ours must not lose a plain key to us.
  return definitionOf(forAction).scope === 'machine' && modifiers.length < 2 ? 'typing' : undefined
}

const isSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((each, at) => each === b[at])

/** Gives an action one key in place of those it had; whoever held it loses it. What equals the first keys is not kept. */
export function bind(overrides: KeyOverrides, action: ActionId, chord: string): KeyOverrides {
  const bindings = new Map(bindingsOf(overrides))
  const holder = holderOf(chord, action, bindings)
  if (holder) bindings.set(holder, bindings.get(holder)?.filter((each) => each !== chord) ?? [])
  bindings.set(action, [chord])
  return Object.fromEntries(
    [...bindings].filter(([id, keys]) => !isSame(keys, definitionOf(id).keys)).map(([id, keys]) => [id, [...keys]]),
  )
}

/** Gives an action its first keys back; whoever had them meanwhile loses them. */
export const giveBack = (overrides: KeyOverrides, action: ActionId): KeyOverrides => {
  const { [action]: _, ...rest } = overrides
  return definitionOf(action).keys.reduce((kept, chord) => bind(kept, action, chord), rest)
}
