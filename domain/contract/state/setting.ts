import { z } from 'zod'
import { AccountId } from '../primitives'
import { Deed } from './actor'

/** Who a setting holds for: one account at every seat, or everybody who has none of his own. */
export const SettingScope = z.enum(['account', 'installation'])
export type SettingScope = z.infer<typeof SettingScope>

/** Names a setting: area, dot, what it is, as in `alarms.columns`. What its value looks like is known to whoever uses it. */
export const SettingKey = z.string().regex(/^[a-zA-Z][a-zA-Z0-9.-]{0,46}$/)
export type SettingKey = z.infer<typeof SettingKey>

/** Something that people set to their liking. The later change holds. */
export const Setting = z.object({
  id: z.string().min(1).max(120),
  key: SettingKey,
  scope: SettingScope,
  /** Whose it is, for scope `account`. */
  accountId: AccountId.optional(),
  /** `null` when it was taken back: then what the product does by itself holds. */
  value: z.json(),
  saved: Deed,
})
export type Setting = z.infer<typeof Setting>

/** Id of a setting: the same at every seat, so that changes made apart meet. */
export const settingId = (key: string, accountId?: string): string =>
  accountId === undefined ? `installation/${key}` : `account/${accountId}/${key}`
