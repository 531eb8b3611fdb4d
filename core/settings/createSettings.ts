import { isDeepStrictEqual } from 'node:util'
import { type Account, type CheckedParams, mostSettingBytes, Refused, type Setting } from '../../domain/contract'
import { settingId } from '../../domain/contract/state/setting'
import { actorOf } from '../accounts/createAccounts'
import type { Journal } from '../journal/Journal'

export interface Settings {
  /** @throws Refused `tooLarge`; `notAllowed` without the right to set something for everybody */
  save(change: CheckedParams<'setting.save'>, by: { account: Account; mayShare: boolean }): Promise<void>
}

/** What an account is told of: what holds for everybody, and its own. */
export const isSettingOf = ({ scope, accountId, value }: Setting, account: Account | undefined): boolean =>
  value !== null && (scope === 'installation' || accountId === account?.id)

export function createSettings(journal: Journal): Settings {
  return {
    async save({ key, scope, value, basis }, { account, mayShare }) {
      if (scope === 'installation' && !mayShare) throw new Refused('notAllowed', 'needs the right setting.share')
      const bytes = Buffer.byteLength(JSON.stringify(value))
      if (bytes > mostSettingBytes) throw new Refused('tooLarge', `${key}: ${bytes} bytes`, { bytes, mostSettingBytes })
      const owner = scope === 'account' ? { accountId: account.id } : {}
      const id = settingId(key, owner.accountId)
      await journal.write((view) => {
        if (isDeepStrictEqual(view.get('setting', id)?.value ?? null, value)) return []
        const payload = { key, scope, ...owner, value }
        return [{ kind: 'setting.saved', subjectId: id, actor: actorOf(account), basis, payload }]
      })
    },
  }
}
