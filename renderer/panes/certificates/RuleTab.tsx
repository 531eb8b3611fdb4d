import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccessRule, AccessScope, DeviceTypeId } from '../../../domain/contract'
import { endedCodeOf, useClient, useCollection, useRegistry, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { useAttempt } from '../../session/useAttempt'
import { Button, Checkbox, Empty, Failed, Loading, Section, SelectField } from '../../widgets'
import { DeviceField, TypeField, useDeviceId } from './HolderFields'
import styles from './CertificatesPane.module.css'

const kinds = ['installation', 'type', 'device'] as const
const demands = ['mustUseOwnSecret', 'mustSign', 'mustShowCertificate'] as const
type Demands = Record<(typeof demands)[number], boolean>
const none: Demands = { mustUseOwnSecret: false, mustSign: false, mustShowCertificate: false }

/** What is asked of devices that want in; the rule nearest to a device holds. */
export function RuleTab() {
  const { t } = useTranslation(['access', 'common', 'error'])
  const client = useClient()
  const feed = useCollection('accessRule.changed')
  const { items, status } = feed
  const mayManage = useRight('access.manage')
  const { run, code, isPending } = useAttempt()
  const [kind, setKind] = useState<(typeof kinds)[number]>('installation')
  const [typeId, setTypeId] = useState<DeviceTypeId>()
  const [device, setDevice] = useState('')
  const [asked, setAsked] = useState<Demands>(none)
  const deviceId = useDeviceId(device)
  const scope: AccessScope | undefined =
    kind === 'installation' ? { kind } : kind === 'type' ? typeId && { kind, typeId } : deviceId && { kind, deviceId }
  if (status === 'loading') return <Loading />
  if (status === 'ended') return <Failed code={endedCodeOf(feed)} />
  return (
    <div className={styles.scroller}>
      <Section title={t('rule')}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (!scope) return
            void run(async () => {
              await client.call('accessRule.set', { scope, ...asked })
            })
          }}
        >
          <SelectField
            label={t('ruleScope')}
            value={kind}
            options={kinds.map((each) => [each, t(`scope.${each}`)])}
            onChange={setKind}
          />
          {kind === 'type' && <TypeField value={typeId ?? ''} onChange={setTypeId} />}
          {kind === 'device' && <DeviceField value={device} onChange={setDevice} />}
          <div className={styles.wide}>
            {demands.map((each) => (
              <Checkbox
                key={each}
                isChecked={asked[each]}
                onChange={(isChecked) => setAsked({ ...asked, [each]: isChecked })}
              >
                {t(`demand.${each}`)}
              </Checkbox>
            ))}
          </div>
          <Button
            type="submit"
            look="primary"
            disabled={!scope || !mayManage}
            title={mayManage ? undefined : t('common:state.needsRight')}
            isPending={isPending}
          >
            {t('setRule')}
          </Button>
          {code && <p className={styles.warning}>{t(`error:${code}`)}</p>}
        </form>
      </Section>
      <Section title={t('rules')}>
        {items.size === 0 ? <Empty>{t('noRules')}</Empty> : <RuleTable rules={[...items.values()]} />}
      </Section>
    </div>
  )
}

function RuleTable({ rules }: { rules: readonly AccessRule[] }) {
  const { t } = useTranslation('access')
  const format = useFormat()
  const { types } = useRegistry()
  const whose = ({ scope }: AccessRule): string => {
    if (scope.kind === 'device') return scope.deviceId
    const type = scope.kind === 'type' ? types.get(scope.typeId) : undefined
    return type ? format.text(type.name) : scope.kind === 'type' ? scope.typeId : ''
  }
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th>{t('ruleScope')}</th>
          {demands.map((each) => (
            <th key={each}>{t(`demandShort.${each}`)}</th>
          ))}
          <th>{t('added')}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id}>
            <td>
              {t(`scope.${rule.scope.kind}`)} <b className={styles.name}>{whose(rule)}</b>
            </td>
            {demands.map((each) => (
              <td key={each}>{rule[each] ? t('yes') : t('no')}</td>
            ))}
            <td title={format.dateTime(rule.set.atMs)}>{rule.set.by.name ?? rule.set.by.id}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
