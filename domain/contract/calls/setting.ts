import { z } from 'zod'
import { call, collection, done, feed, none } from '../call'
import { Setting, SettingKey, SettingScope } from '../state/setting'

/** The JSON of one setting takes at most this many bytes. */
export const mostSettingBytes = 256 * 1024

export const settingCalls = {
  /** Settings of the installation, and the asking account's own. */
  'setting.changed': feed('view', 'exact', none, collection(Setting)),
  /**
   * Sets, or takes back with `null`. For scope `installation` the right `setting.share` is needed as well. Nothing is written when the value is what it is already.
   *
   * @throws Refused `tooLarge`, `notAllowed`
   */
  'setting.save': call(
    'view',
    z.object({ key: SettingKey, scope: SettingScope, value: z.json(), basis: z.number().int().min(0) }),
    done,
  ),
} as const
