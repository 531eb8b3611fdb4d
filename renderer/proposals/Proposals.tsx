import { useRef, useState } from 'react'
import { Hand } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode, RuleFiring } from '../../domain/contract'
import { newKey, refusalCode, useClient, useCollection, useNow, useRegistry, useRight } from '../feed'
import { useAlarmWords } from '../alarms/useAlarmWords'
import { useFormat } from '../i18n'
import { useActions, useKeyCap } from '../keys/keyboard'
import { Button } from '../widgets'
import { waitingProposals, type ProposalFocus } from './waitingProposals'
import styles from './Proposals.module.css'

/** Proposals that are shown at once; the others wait their turn, counted. */
const mostShown = 3

/** What rules propose and a person has to confirm, with the time that is left for it. One key confirms the first. */
export function Proposals({ focus, isOnlyFocus = false }: { focus: ProposalFocus; isOnlyFocus?: boolean }) {
  const { items } = useCollection('ruleFiring.changed')
  const now = useNow()
  const waiting = waitingProposals(items.values(), now, focus, isOnlyFocus)
  return waiting.length === 0 ? undefined : <Waiting waiting={waiting} />
}

function Waiting({ waiting }: { waiting: readonly RuleFiring[] }) {
  const { t } = useTranslation(['rules', 'error', 'common'])
  const client = useClient()
  const mayConfirm = useRight('command.issueClass2')
  const cap = useKeyCap('confirmProposal')
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set())
  const [code, setCode] = useState<ErrorCode>()
  // Two presses may come before the first is drawn.
  const underWay = useRef(new Set<string>())
  const answer = async (firing: RuleFiring, isConfirmed: boolean) => {
    if (!mayConfirm || underWay.current.has(firing.id)) return
    underWay.current.add(firing.id)
    setCode(undefined)
    setAsked((known) => new Set(known).add(firing.id))
    try {
      await client.call(isConfirmed ? 'rule.confirm' : 'rule.decline', { key: newKey(), firingId: firing.id })
    } catch (error) {
      setCode(refusalCode(error))
      underWay.current.delete(firing.id)
      setAsked((known) => new Set([...known].filter((id) => id !== firing.id)))
    }
  }
  const [first] = waiting
  useActions({ confirmProposal: () => first && void answer(first, true) })
  return (
    <section className={styles.proposals} aria-label={t('proposal.title')}>
      <ul>
        {waiting.slice(0, mostShown).map((firing) => (
          <li key={firing.id} className={styles.proposal}>
            <Hand className={styles.icon} size={16} aria-hidden />
            <Words firing={firing} />
            {!mayConfirm && <span className={styles.why}>{t('common:state.needsRight')}</span>}
            <div className={styles.buttons}>
              <Button
                size="small"
                look="primary"
                keyCap={firing === first ? cap : undefined}
                isPending={asked.has(firing.id)}
                disabled={!mayConfirm || asked.has(firing.id)}
                onClick={() => void answer(firing, true)}
              >
                {t('proposal.confirm')}
              </Button>
              <Button
                size="small"
                look="plain"
                disabled={!mayConfirm || asked.has(firing.id)}
                onClick={() => void answer(firing, false)}
              >
                {t('proposal.decline')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {waiting.length > mostShown && (
        <p className={styles.more}>{t('proposal.more', { count: waiting.length - mostShown })}</p>
      )}
      {code && (
        <p className={styles.refused} role="alert">
          {t(`error:${code}`)}
        </p>
      )}
    </section>
  )
}

function Words({ firing }: { firing: RuleFiring }) {
  const { t } = useTranslation('rules')
  const format = useFormat()
  const now = useNow()
  const registry = useRegistry()
  const words = useAlarmWords()
  const proposed = firing.deeds.filter(({ how }) => how === 'propose')
  // What is proposed most often is a command to several devices: told once, with how many.
  const groups = new Map<string, typeof proposed>()
  for (const deed of proposed) {
    const name = deed.service ?? deed.kind
    groups.set(name, [...(groups.get(name) ?? []), deed])
  }
  const nameOf = (service: string, deviceId: string | undefined) => {
    const index = deviceId === undefined ? undefined : registry.deviceIndex(deviceId)
    const named =
      index === undefined ? undefined : registry.deviceType(index)?.services.find(({ id }) => id === service)?.name
    return named ? format.text(named) : service
  }
  return (
    <div className={styles.words}>
      <p className={styles.what}>
        {[...groups.values()]
          .map((deeds) => {
            const [first] = deeds
            return first?.kind === 'command'
              ? t('proposal.deed', { service: nameOf(first.service ?? '', first.to), count: deeds.length })
              : first && t(`actionKind.${first.kind}`)
          })
          .join(t('word.semicolon'))}
      </p>
      <p className={styles.why}>
        {t('proposal.of', { rule: format.text(firing.name) })}
        {firing.cause.deviceId !== undefined && ` · ${words.device(firing.cause.deviceId)}`}
        {' · '}
        {t('proposal.left', { time: format.duration(Math.max(0, (firing.proposal?.untilMs ?? now) - now)) })}
      </p>
    </div>
  )
}
