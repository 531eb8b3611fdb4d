import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useRight } from '../../feed'
import { ChipsField } from '../../widgets'
import { filterOptions, type PickOption } from '../../widgets/pickOptions'
import styles from './RegistryListsPane.module.css'

/** Accounts that work for an organisation. Who may not see accounts sees how many there are, and leaves them as they are. */
export function MembersField({
  memberIds,
  isDisabled,
  onChange,
}: {
  memberIds: readonly string[]
  isDisabled: boolean
  onChange(memberIds: readonly string[]): void
}) {
  const { t } = useTranslation(['registryLists', 'common'])
  const client = useClient()
  const mayList = useRight('account.manage')
  const [options, setOptions] = useState<readonly PickOption[]>()
  useEffect(() => {
    if (!mayList) return undefined
    let isGone = false
    client.call('account.list', {}).then(
      ({ accounts }) =>
        !isGone &&
        setOptions(
          accounts
            .filter((account) => !account.isDisabled)
            .map(({ id, displayName, name, role }) => ({
              id,
              name: displayName,
              detail: `${name} · ${t(`common:role.${role}`)}`,
            })),
        ),
      // Without the list they stay as they are.
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [client, mayList, t])
  if (!options) return <p className={styles.muted}>{t('members', { count: memberIds.length })}</p>
  return (
    <ChipsField
      label={t('field.memberIds')}
      values={memberIds}
      nameOf={(id) => options.find((option) => option.id === id)?.name ?? id}
      offer={(sought) => filterOptions(options, sought)}
      most={500}
      isDisabled={isDisabled}
      toValue={(id) => id}
      onChange={onChange}
    />
  )
}
