import { useState } from 'react'
import { Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import {
  type Alarm,
  type ErrorCode,
  IncidentGrade,
  type PersonId,
  PlanId,
  Post,
  type StepState,
} from '../../../domain/contract'
import { newKey, refusalCode, select, useClient, useNow, useRegistry, useRight, useSeatAction } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Empty, Failed, GradeBadge, Loading, Pane, PaneTitle, Sign } from '../../widgets'
import { CandidateRow } from './CandidateRow'
import { PlanGraph } from './PlanGraph'
import { PlanTitle } from './PlanColumn'
import { useProposal } from './useProposal'
import people from './People.module.css'
import header from './IncidentHeader.module.css'
import view from './IncidentView.module.css'
import styles from './AlarmView.module.css'

/** Nothing of the plan has begun. */
const noStates = new Map<string, StepState['state']>()

/** What one click would do for an alarm that nobody has sent help for yet: grade, plan, people; and the click. */
export function AlarmView({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation(['dispatch', 'common', 'error'])
  const format = useFormat()
  const now = useNow()
  const registry = useRegistry()
  const client = useClient()
  const mayDispatch = useRight('incident.dispatch')
  const [grade, setGrade] = useState<IncidentGrade>()
  const [planId, setPlanId] = useState<PlanId>()
  const [picked, setPicked] = useState<ReadonlySet<PersonId>>()
  const [failed, setFailed] = useState<ErrorCode>()
  const [isSending, setSending] = useState(false)
  const { proposal, failed: unanswered } = useProposal(alarm.id, grade, planId)
  const plan = proposal?.planId === undefined ? undefined : registry.plans.get(proposal.planId)
  const definition = registry.alarmDefinition(alarm)
  // The nearest free people, until somebody chooses differently.
  const chosen = picked ?? new Set(proposal?.candidates.filter((c) => c.isChosen).map((c) => c.personId))

  const postName = (post: string) => {
    const known = Post.safeParse(post)
    return known.success ? t(`post.${known.data}`) : post
  }
  const dispatch = () => {
    if (!proposal || isSending || !mayDispatch || chosen.size === 0) return
    setFailed(undefined)
    setSending(true)
    client
      .call('dispatch.start', {
        key: newKey(),
        alarmId: alarm.id,
        grade: proposal.grade,
        ...(proposal.planId === undefined ? {} : { planId: proposal.planId }),
        personIds: [...chosen],
        basis: proposal.basis,
      })
      .then(
        ({ incidentId }) => select({ incidentId, alarmId: alarm.id }),
        (error: unknown) => setFailed(refusalCode(error)),
      )
      .finally(() => setSending(false))
  }
  useSeatAction('dispatch', dispatch)

  if (!proposal) return unanswered ? <Failed code={unanswered} /> : <Loading />
  const choose = (id: PersonId, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(id)
    else next.delete(id)
    setPicked(next)
  }

  return (
    <div className={view.view}>
      <header className={`${header.header} ${header[proposal.grade]}`}>
        <Sign priority={alarm.priority} state={alarm.state} size={44} />
        <div className={header.words}>
          <div className={header.titleRow}>
            <h2 className={header.title}>{proposal.title}</h2>
            <span className={header.type}>{t(`common:incidentType.${proposal.incidentType}`)}</span>
          </div>
          <div className={header.meta}>
            <span>{t(`common:alarmState.${alarm.state}`)}</span>
            <span>{format.moment(alarm.raisedAtMs, now)}</span>
            <span>
              {t('countdown.lasting')} {format.duration(now - alarm.raisedAtMs)}
            </span>
            {definition && <span>{format.text(definition.name)}</span>}
          </div>
        </div>
      </header>
      <div className={styles.columns}>
        <Pane
          header={plan ? <PlanTitle plan={plan}>{plan.steps.length}</PlanTitle> : <PaneTitle title={t('plan.title')} />}
        >
          {plan ? (
            <>
              <div className={styles.graph}>
                <PlanGraph plan={plan} states={noStates} />
              </div>
              <ol>
                {plan.steps.map((step, index) => (
                  <li key={step.id} className={styles.step}>
                    <span className={styles.number}>{index + 1}</span>
                    <span className={styles.name}>{format.text(step.name)}</span>
                    <span className={styles.what}>
                      {step.action.kind === 'task' && t('plan.tasks', { count: step.action.count })}
                      {step.action.kind === 'command' && t('plan.commands', { count: step.action.devices.max })}
                      {step.action.kind === 'message' && step.action.posts.map(postName).join('、')}
                      {step.action.kind === 'confirm' && t('plan.confirm')}
                    </span>
                    <span className={styles.limit}>
                      {step.limitMs === undefined
                        ? ''
                        : t('countdown.stepHint', { minutes: Math.round(step.limitMs / 60_000) })}
                    </span>
                  </li>
                ))}
              </ol>
            </>
          ) : (
            <Empty>{t('plan.none')}</Empty>
          )}
        </Pane>
        <div className={view.right}>
          <Pane header={<PaneTitle title={t('people.near')} meta={t('people.byDistance')} />}>
            <div className={people.head}>
              <span>{t('people.name')}</span>
              <span>{t('people.state')}</span>
              <span>{t('people.distance')}</span>
              <span>{t('people.eta')}</span>
              <span>{t('people.position')}</span>
            </div>
            {proposal.candidates.length === 0 && <Empty>{t('people.none')}</Empty>}
            {proposal.candidates.map((candidate) => (
              <CandidateRow
                key={candidate.personId}
                candidate={candidate}
                isChosen={chosen.has(candidate.personId)}
                isDisabled={!mayDispatch}
                onChoose={(is) => choose(candidate.personId, is)}
              />
            ))}
          </Pane>
          <footer className={styles.foot}>
            {(failed ?? unanswered) && (
              <p className={styles.failed} role="alert">
                {t(`error:${failed ?? unanswered ?? 'internal'}`)}
              </p>
            )}
            <div className={styles.choices}>
              <label className={styles.choice}>
                {t('send.grade')}
                <GradeBadge grade={proposal.grade} size={20} />
                <select
                  className={styles.select}
                  value={proposal.grade}
                  onChange={(event) => setGrade(IncidentGrade.parse(event.target.value))}
                >
                  {IncidentGrade.options.map((each) => (
                    <option key={each} value={each}>
                      {t(`common:grade.${each}`)}
                    </option>
                  ))}
                </select>
              </label>
              <label className={styles.choice}>
                {t('send.plan')}
                <select
                  className={styles.select}
                  value={proposal.planId ?? ''}
                  onChange={(event) => setPlanId(PlanId.safeParse(event.target.value).data)}
                >
                  {!plan && <option value="">{t('send.noPlan')}</option>}
                  {[...registry.plans.values()].map((each) => (
                    <option key={each.id} value={each.id}>
                      {each.code} {format.text(each.name)}
                    </option>
                  ))}
                </select>
              </label>
            </div>
            <Button
              look="command"
              size="dispatch"
              keyCap="F9"
              isPending={isSending}
              disabled={!mayDispatch || chosen.size === 0}
              title={mayDispatch ? (chosen.size === 0 ? t('send.choose') : undefined) : t('send.needsRight')}
              onClick={dispatch}
            >
              <Send size={20} />
              {plan
                ? t('send.button', { people: chosen.size, plan: format.text(plan.name) })
                : t('send.buttonNoPlan', { people: chosen.size })}
            </Button>
            <p className={styles.hint}>{t('send.hint')}</p>
          </footer>
        </div>
      </div>
    </div>
  )
}
