import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { SearchField, TextField } from '../../../widgets'
import { filterOptions } from '../../../widgets/pickOptions'
import { useForwarding } from '../../forwarding/useForwarding'
import styles from './Panel.module.css'

/** Where the cause is handed to: one of the routes of data forwarding, by name. Who may not see those still sees and keeps the id. */
export function ForwardField({
  targetId,
  isDisabled,
  problem,
  onChange,
}: {
  targetId: string
  isDisabled: boolean
  problem: string | undefined
  onChange(targetId: string, field?: string): void
}) {
  const { t } = useTranslation('rules')
  const answer = useForwarding()
  const routes = answer.status === 'ready' ? answer.facts.routes : undefined
  const offers = useMemo(
    () => (routes ?? []).map(({ id, name, target }) => ({ id, name, detail: target.kind.toUpperCase() })),
    [routes],
  )
  if (answer.status === 'failed')
    return (
      <TextField
        label={t('field.target')}
        value={targetId}
        maxLength={64}
        disabled={isDisabled}
        problem={problem}
        onChange={({ target }) => onChange(target.value, 'targetId')}
      />
    )
  const route = routes?.find(({ id }) => id === targetId)
  const isGone = routes !== undefined && route === undefined
  return (
    <>
      <SearchField
        label={t('field.target')}
        shown={route?.name ?? (isGone ? '' : targetId)}
        offer={(sought) => filterOptions(offers, sought)}
        isDisabled={isDisabled}
        problem={problem ?? (isGone && routes.length > 0 ? t('forward.choose') : undefined)}
        onPick={(id) => onChange(id)}
      />
      {routes?.length === 0 && <p className={styles.hint}>{t('forward.none')}</p>}
      {route && !route.isEnabled && <p className={styles.hint}>{t('forward.paused')}</p>}
    </>
  )
}
