import { Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Alarm, IncidentGrade, Post, type StepState } from '../../../domain/contract'
import { select, useNow, useRegistry, useRight, useSeatAction } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Empty, Failed, GradeBadge, Loading, Pane, PaneTitle, SelectField, Sign } from '../../widgets'
import { CandidateRow } from './CandidateRow'
import { PlanGraph } from './PlanGraph'
import { PlanTitle } from './PlanColumn'
import { useDispatch } from '../../dispatching/useDispatch'
import { useDraft } from '../../dispatching/useDraft'
import { useProposal } from '../../dispatching/useProposal'
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
  const mayDispatch = useRight('incident.dispatch')
  const dispatching = useDispatch(alarm)
  const { draft, chosenOf, change, tick } = useDraft(alarm.id)
  const { proposal, code, refresh } = useProposal(alarm.id, draft)
  const plan = proposal?.planId === undefined ? undefined : registry.plans.get(proposal.planId)
  const definition = registry.alarmDefinition(alarm)
  const chosen = chosenOf(proposal)
  const postName = (post: string) => {
    const known = Post.safeParse(post)
    return known.success ? t(`post.${known.data}`) : post
  }
  const isSending = dispatching.state.status === 'starting'
  const dispatch = () => {
    if (!proposal || isSending || !mayDispatch || chosen.length === 0) return
    void dispatching
      .start(
        proposal,
        chosen.map(({ personId }) => personId),
      )
      .then((incidentId) => {
        if (incidentId === undefined) refresh()
        else select({ incidentId, alarmId: alarm.id, deviceId: alarm.deviceId })
      })
  }
  useSeatAction('dispatch', dispatch)

  if (!proposal) return code ? <Failed code={code} onRetry={refresh} /> : <Loading onRetry={refresh} />
  return (
    <div className={view.view}>
      <header className={`${header.header} ${header[proposal.grade]}`}>
        <Sign priority={alarm.priority} state={alarm.state} size={44} />
        <div className={header.words}>
          <div className={header.titleRow}>
            <h2 className={header.title}>{format.text(proposal.title)}</h2>
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
                      {step.action.kind === 'message' && step.action.posts.map(postName).join(t('listSeparator'))}
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
                isChosen={chosen.includes(candidate)}
                isDisabled={!mayDispatch}
                onChoose={(is) => tick(candidate.personId, is)}
              />
            ))}
          </Pane>
          <footer className={styles.foot}>
            {(dispatching.code ?? code) && (
              <p className={styles.failed} role="alert">
                {t(`error:${dispatching.code ?? code ?? 'internal'}`)}
              </p>
            )}
            <div className={styles.choices}>
              <GradeBadge grade={proposal.grade} size={20} />
              <SelectField
                label={t('send.grade')}
                isBeside
                value={proposal.grade}
                options={IncidentGrade.options.map((each) => [each, t(`common:grade.${each}`)])}
                onChange={(grade) => change({ grade })}
              />
              <SelectField
                label={t('send.plan')}
                isBeside
                value={proposal.planId ?? ''}
                none={plan ? undefined : ['', t('send.noPlan')]}
                options={[...registry.plans.values()].map(({ id, code, name }) => [id, `${code} ${format.text(name)}`])}
                onChange={(planId) => planId !== '' && change({ planId })}
              />
            </div>
            <Button
              look="command"
              size="dispatch"
              keyCap="F9"
              isPending={isSending}
              disabled={!mayDispatch || chosen.length === 0}
              onClick={dispatch}
            >
              <Send size={20} />
              {plan
                ? t('send.button', { count: chosen.length, plan: format.text(plan.name) })
                : t('send.buttonNoPlan', { count: chosen.length })}
            </Button>
            <p className={styles.hint}>
              {t(mayDispatch ? (chosen.length === 0 ? 'send.choose' : 'send.hint') : 'send.needsRight')}
            </p>
          </footer>
        </div>
      </div>
    </div>
  )
}
