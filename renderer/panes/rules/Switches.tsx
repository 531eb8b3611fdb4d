import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode, Rule } from '../../../domain/contract'
import { newKey, refusalCode, useClient, useRegistry, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { Checkbox, Section } from '../../widgets'
import styles from './RuleView.module.css'

/** Switches a rule on and off by plot and building: works in one building do not silence the district. */
export function Switches({ rule }: { rule: Rule }) {
  const { t } = useTranslation(['rules', 'error', 'common'])
  const { text } = useFormat()
  const registry = useRegistry()
  const client = useClient()
  const mayWrite = useRight('rule.write')
  const [code, setCode] = useState<ErrorCode>()
  const put = async (area: { kind: 'plot' | 'building'; id: string }, isEnabled: boolean) => {
    setCode(undefined)
    try {
      await client.call('rule.enable', {
        key: newKey(),
        id: rule.id,
        isEnabled,
        area: area.kind === 'plot' ? { kind: 'plot', id: area.id } : { kind: 'building', id: area.id },
      })
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  const isOff = (kind: 'plot' | 'building', id: string) =>
    rule.offIn.some((area) => area.kind === kind && area.id === id)
  return (
    <Section title={t('switches.title')} meta={t(rule.isEnabled ? 'state.on' : 'state.off')}>
      <p className={styles.hint}>{t(rule.isEnabled ? 'switches.hint' : 'switches.offHint')}</p>
      {code && (
        <p className={styles.refused} role="alert">
          {t(`error:${code}`)}
        </p>
      )}
      <ul className={styles.switches}>
        {registry.geometry.plots.map((plot) => (
          <li key={plot.id}>
            <Checkbox
              isChecked={!isOff('plot', plot.id)}
              isDisabled={!mayWrite}
              onChange={(is) => void put({ kind: 'plot', id: plot.id }, is)}
            >
              {text(plot.name)}
            </Checkbox>
            <ul className={styles.buildings}>
              {registry.geometry.buildings
                .filter(({ plotId }) => plotId === plot.id)
                .map((building) => (
                  <li key={building.id}>
                    <Checkbox
                      isChecked={!isOff('plot', plot.id) && !isOff('building', building.id)}
                      isDisabled={!mayWrite || isOff('plot', plot.id)}
                      onChange={(is) => void put({ kind: 'building', id: building.id }, is)}
                    >
                      {text(building.name)}
                    </Checkbox>
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  )
}
