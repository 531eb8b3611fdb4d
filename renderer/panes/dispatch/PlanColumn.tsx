import { useState } from 'react'
import { Ban, Check, Circle, CircleAlert, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Incident, Plan, PlanStep, StepState } from '../../../domain/contract'
import { useClient, useNow, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { useAttempt } from '../../session/useAttempt'
import { Button, Empty, Pane, PaneTitle, TextField } from '../../widgets'
import { PlanGraph } from './PlanGraph'
import { Refusal } from '../../session/Refusal'
import type { IncidentParts } from './useIncidentParts'
import styles from './PlanColumn.module.css'

const icons = { waiting: Circle, running: Play, done: Check, skipped: Ban, failed: CircleAlert } as const
/** The plan of an incident: its shape, and each step with who or what it waits for. */
export function PlanColumn({ incident, parts }: { incident: Incident; parts: IncidentParts }) {
  const { t } = useTranslation('dispatch')
  const { plan, run } = parts
  if (!plan)
    return (
      <Pane header={<PaneTitle title={t('plan.title')} />}>
        <Empty>{t('plan.none')}</Empty>
      </Pane>
    )
  const states = new Map(run?.steps.map((s) => [s.stepId, s.state]) ?? [])
  const done = run?.steps.filter((s) => s.state === 'done').length ?? 0
  return (
    <Pane
      header={
        <PlanTitle plan={plan}>
          {run?.state === 'held' ? t('plan.held') : t('plan.done', { done, total: plan.steps.length })}
        </PlanTitle>
      }
    >
      <div className={styles.graph}>
        <PlanGraph plan={plan} states={states} />
      </div>
      <ol>
        {plan.steps.map((step, index) => (
          <StepRow
            key={step.id}
            number={index + 1}
            step={step}
            plan={plan}
            state={run?.steps.find((s) => s.stepId === step.id)}
            parts={parts}
            canAct={incident.state === 'open' && run?.state === 'running'}
          />
        ))}
      </ol>
    </Pane>
  )
}

export function PlanTitle({ plan, children }: { plan: Plan; children: React.ReactNode }) {
  const { t } = useTranslation('dispatch')
  const format = useFormat()
  return (
    <PaneTitle title={`${format.text(plan.name)} ${plan.code}`} meta={t('plan.version', { version: plan.version })}>
      <span className={styles.meta}>{children}</span>
    </PaneTitle>
  )
}

interface StepRowProps {
  number: number
  step: PlanStep
  plan: Plan
  state: StepState | undefined
  parts: IncidentParts
  canAct: boolean
}

function StepRow({ number, step, plan, state, parts, canAct }: StepRowProps) {
  const { t } = useTranslation('dispatch')
  const format = useFormat()
  const now = useNow()
  const name = state?.state ?? 'waiting'
  const Icon = icons[name]
  const leftMs = state?.dueAtMs === undefined || name !== 'running' ? undefined : state.dueAtMs - now
  const isNear = leftMs !== undefined && step.limitMs !== undefined && leftMs < step.limitMs / 4
  const tone = leftMs !== undefined && leftMs < 0 ? styles.late : isNear ? styles.near : undefined
  return (
    <li className={[styles.step, styles[name], tone].filter(Boolean).join(' ')}>
      <Icon size={16} className={styles.icon} aria-label={t(`plan.state.${name}`)} />
      <span className={styles.number}>{number}</span>
      <span className={styles.name}>{format.text(step.name)}</span>
      <span className={styles.time}>
        {leftMs !== undefined
          ? t(leftMs >= 0 ? 'plan.left' : 'plan.over', { time: format.duration(Math.abs(leftMs)) })
          : state?.done
            ? format.clock(state.done.atMs)
            : name === 'waiting'
              ? ''
              : t(`plan.state.${name}`)}
      </span>
      <span className={styles.detail}>{detailOf()}</span>
      <span className={styles.receipts}>{receiptsOf()}</span>
      {canAct && name === 'running' && <StepActions step={step} runId={parts.run?.id} />}
    </li>
  )

  function detailOf(): string {
    if (name === 'waiting' && step.after.length > 0)
      return t('plan.waiting', {
        steps: step.after.map((id) => plan.steps.findIndex((s) => s.id === id) + 1).join(t('listSeparator')),
      })
    if (state?.done && step.action.kind === 'confirm') return state.done.by.name ?? ''
    return describeAction(step)
  }

  function describeAction({ action }: PlanStep): string {
    switch (action.kind) {
      case 'confirm':
        return t('plan.confirm')
      case 'task':
        return format.text(action.instruction)
      case 'command':
        return t('plan.commands', {
          count: parts.commands.filter((c) => c.stepId === step.id).length || action.devices.max,
        })
      case 'message':
        return format.text(action.text)
    }
  }

  function receiptsOf(): string {
    const own = <T extends { stepId?: string | undefined }>(all: readonly T[]) =>
      all.filter((part) => part.stepId === step.id)
    const count = <T,>(all: readonly T[], test: (one: T) => unknown) =>
      all.filter((one) => test(one) !== undefined && test(one) !== false).length
    switch (step.action.kind) {
      case 'confirm':
        return ''
      case 'task': {
        const tasks = own(parts.tasks)
        return tasks.length === 0
          ? ''
          : t('plan.receipts.tasks', {
              total: tasks.length,
              delivered: count(tasks, (x) => x.deliveredAtMs),
              accepted: count(tasks, (x) => x.acceptedAtMs),
              arrived: count(tasks, (x) => x.arrivedAtMs),
              done: count(tasks, (x) => x.state === 'done'),
            })
      }
      case 'command': {
        const commands = own(parts.commands)
        return commands.length === 0
          ? ''
          : t('plan.receipts.commands', {
              total: commands.length,
              answered: count(commands, (x) => x.state === 'answered'),
            })
      }
      case 'message': {
        const messages = own(parts.messages)
        return messages.length === 0
          ? ''
          : t('plan.receipts.messages', {
              total: messages.length,
              delivered: count(messages, (x) => x.state === 'delivered' || x.state === 'read'),
              read: count(messages, (x) => x.state === 'read'),
            })
      }
    }
  }
}

function StepActions({ step, runId }: { step: PlanStep; runId: string | undefined }) {
  const { t } = useTranslation(['dispatch', 'common'])
  const client = useClient()
  const mayManage = useRight('incident.manage')
  const [skipping, setSkipping] = useState<string>()
  const attempt = useAttempt()
  const end = async (how: 'complete' | 'skip', note = '') => {
    if (runId === undefined) return
    const isDone = await attempt.run(async () => {
      if (how === 'complete') await client.call('planStep.complete', { planRunId: runId, stepId: step.id })
      else await client.call('planStep.skip', { planRunId: runId, stepId: step.id, note })
    })
    if (isDone) setSkipping(undefined)
  }
  if (runId === undefined) return undefined
  if (skipping !== undefined)
    return (
      <form
        className={styles.actions}
        onSubmit={(event) => {
          event.preventDefault()
          if (skipping.trim() === '') return
          void end('skip', skipping.trim())
        }}
      >
        <Refusal attempt={attempt} />
        <TextField
          label={t('plan.skipReason')}
          isLabelHidden
          placeholder={t('plan.skipReason')}
          value={skipping}
          maxLength={500}
          onChange={(event) => setSkipping(event.target.value)}
        />
        <Button
          size="small"
          type="submit"
          isPending={attempt.isPending}
          disabled={skipping.trim() === '' || attempt.isPending}
        >
          {t('plan.skip')}
        </Button>
        <Button size="small" look="plain" onClick={() => setSkipping(undefined)}>
          {t('common:cancel')}
        </Button>
      </form>
    )
  return (
    // Steps that end by themselves are ended by hand only in need: their buttons come with the pointer or the focus.
    <div
      className={
        step.action.kind === 'confirm' || attempt.code !== undefined
          ? styles.actions
          : `${styles.actions} ${styles.spare}`
      }
    >
      <Refusal attempt={attempt} />
      <Button
        size="small"
        look={step.action.kind === 'confirm' ? 'primary' : 'normal'}
        isPending={attempt.isPending}
        disabled={!mayManage || attempt.isPending}
        onClick={() => void end('complete')}
      >
        {t('plan.complete')}
      </Button>
      <Button size="small" disabled={!mayManage} onClick={() => setSkipping('')}>
        {t('plan.skip')}
      </Button>
    </div>
  )
}
