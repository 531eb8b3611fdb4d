import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { isFamily } from '../../alarms/families'
import { SelectField, TextField, type SelectOption } from '../../widgets'
import type { RuleFilter } from './listFilter'
import { triggerKinds } from './newParts'
import styles from './RulesPane.module.css'

const states = ['all', 'on', 'off', 'failing', 'own', 'wanted'] as const

/** Narrows the list: words, system, area, what sets it off, how it does. */
export function RuleFilterBar({ filter, onChange }: { filter: RuleFilter; onChange(filter: RuleFilter): void }) {
  const { t } = useTranslation(['rules', 'common'])
  const registry = useRegistry()
  const { text } = useFormat()
  const families = useMemo(
    () =>
      [...new Set([...registry.types.values()].map(({ systemKey }) => systemKey.split('.')[0] ?? ''))].filter(isFamily),
    [registry],
  )
  return (
    <div className={styles.filters} role="search" aria-label={t('filter.label')}>
      <TextField
        className={styles.sought}
        label={t('filter.search')}
        isLabelHidden
        placeholder={t('filter.search')}
        value={filter.sought}
        onChange={({ target }) => onChange({ ...filter, sought: target.value })}
      />
      <Narrow
        label={t('filter.system')}
        value={filter.family}
        options={[['', t('filter.anySystem')], ...families.map((each) => [each, t(`common:system.${each}`)] as const)]}
        onChange={(family) => onChange({ ...filter, family })}
      />
      <Narrow
        label={t('filter.area')}
        value={filter.plotId}
        options={[
          ['', t('filter.anyArea')],
          ...registry.geometry.plots.map(({ id, name }) => [id, text(name)] as const),
        ]}
        onChange={(plotId) => onChange({ ...filter, plotId })}
      />
      <Narrow
        label={t('filter.trigger')}
        value={filter.trigger}
        options={[
          ['', t('filter.anyTrigger')],
          ...triggerKinds.map((each) => [each, t(`triggerKind.${each}`)] as const),
        ]}
        onChange={(trigger) => onChange({ ...filter, trigger })}
      />
      <Narrow
        label={t('filter.state')}
        value={filter.state}
        options={states.map((each) => [each, t(`filter.states.${each}`)] as const)}
        onChange={(state) => onChange({ ...filter, state })}
      />
    </div>
  )
}

function Narrow<V extends string>(props: {
  label: string
  value: V
  options: readonly SelectOption<V>[]
  onChange(value: V): void
}) {
  return <SelectField {...props} className={styles.narrow} isLabelHidden size="small" title={props.label} />
}
