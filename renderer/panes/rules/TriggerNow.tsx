import { Zap } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeviceId, type Rule } from '../../../domain/contract'
import { newKey, useClient, useRight, useSelection } from '../../feed'
import { useAttempt } from '../../session/useAttempt'
import { Button, Checkbox, Dialog } from '../../widgets'
import { useRuleNames, useRuleWords } from './useRuleWords'
import styles from './TriggerNow.module.css'

/** Sets a rule off by hand, after what it then does has been read. Only for saved rules that are on and may be set off so. */
export function TriggerNow({ rule, isChanged }: { rule: Rule; isChanged: boolean }) {
  const { t } = useTranslation(['rules', 'common', 'error'])
  const mayTrigger = useRight('incident.manage')
  const [isAsked, setAsked] = useState(false)
  const [isTold, setTold] = useState(false)
  if (!rule.triggers.some(({ kind }) => kind === 'manual')) return undefined
  const why = !mayTrigger
    ? t('common:state.needsRight')
    : !rule.isEnabled
      ? t('triggerNow.isOff')
      : isChanged
        ? t('triggerNow.isChanged')
        : undefined
  return (
    <>
      {isTold && (
        <span className={styles.told} role="status">
          {t('triggerNow.done')}
        </span>
      )}
      <Button
        size="small"
        disabled={why !== undefined}
        title={why}
        onClick={() => {
          setTold(false)
          setAsked(true)
        }}
      >
        <Zap size={14} aria-hidden />
        {t('triggerNow.button')}
      </Button>
      {isAsked && (
        <Ask
          rule={rule}
          onClose={() => setAsked(false)}
          onDone={() => {
            setAsked(false)
            setTold(true)
          }}
        />
      )}
    </>
  )
}

function Ask({ rule, onClose, onDone }: { rule: Rule; onClose(): void; onDone(): void }) {
  const { t } = useTranslation(['rules', 'common', 'error'])
  const client = useClient()
  const words = useRuleWords()
  const names = useRuleNames()
  const selected = DeviceId.safeParse(useSelection().deviceId).data
  const [isAtDevice, setAtDevice] = useState(selected !== undefined)
  const { run, code, isPending } = useAttempt()
  // One press is one cause, however often it is sent.
  const [key] = useState(newKey)
  const deviceId = isAtDevice ? selected : undefined
  return (
    <Dialog label={t('triggerNow.title')} onClose={onClose}>
      <form
        className={styles.ask}
        onSubmit={(event) => {
          event.preventDefault()
          void run(async () => {
            await client.call('rule.trigger', { key, id: rule.id, ...(deviceId !== undefined && { deviceId }) })
            onDone()
          })
        }}
      >
        <h2 className={styles.title}>{t('triggerNow.title')}</h2>
        <p className={styles.sentence}>{words.sentence(rule)}</p>
        <p className={styles.hint}>{t('triggerNow.hint')}</p>
        {selected !== undefined && (
          <Checkbox isChecked={isAtDevice} onChange={setAtDevice}>
            {t('triggerNow.atDevice', { device: names.device(selected) })}
          </Checkbox>
        )}
        {code && (
          <p className={styles.refused} role="alert">
            {t(`error:${code}`)}
          </p>
        )}
        <div className={styles.deeds}>
          <Button look="plain" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" look="primary" isPending={isPending} disabled={isPending}>
            {t('triggerNow.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
