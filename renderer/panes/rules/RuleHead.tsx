import { useState } from 'react'
import { Redo2, Undo2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Refused, RuleProblem, type ErrorCode, type Rule, type RuleCounters } from '../../../domain/contract'
import { newKey, refusalCode, useClient, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { Button } from '../../widgets'
import type { RuleCheck } from './useRuleCheck'
import type { RuleEditor } from './useRuleEditor'
import { TriggerNow } from './TriggerNow'
import { useProblemWords } from './useProblemWords'
import { modes, type Mode } from './modes'
import styles from './RuleView.module.css'

export interface RuleHeadProps {
  rule: Rule | undefined
  editor: RuleEditor
  check: RuleCheck
  counters: RuleCounters | undefined
  mode: Mode
  onMode(mode: Mode): void
  onClose(): void
}

/** Name and state of a rule, what is done with it as a whole, and the ways to look at it. */
export function RuleHead({ rule, editor, check, counters, mode, onMode, onClose }: RuleHeadProps) {
  const { t } = useTranslation(['rules', 'common', 'error'])
  const { text, number } = useFormat()
  const client = useClient()
  const mayWrite = useRight('rule.write')
  const [code, setCode] = useState<ErrorCode>()
  const [refused, setRefused] = useState<readonly RuleProblem[]>([])
  const [isSaving, setIsSaving] = useState(false)
  const { draft, isChanged, isBehind } = editor
  const needsRight = mayWrite ? undefined : t('common:state.needsRight')
  const attempt = async (work: () => Promise<unknown>) => {
    setCode(undefined)
    setRefused([])
    try {
      await work()
    } catch (error) {
      setCode(refusalCode(error))
      setRefused(problemsIn(error))
    }
  }
  const save = async () => {
    setIsSaving(true)
    await attempt(async () => {
      const { version } = await client.call('rule.save', { key: newKey(), rule: draft, basis: editor.basis })
      editor.keep(version)
    })
    setIsSaving(false)
  }
  const switchTo = (isEnabled: boolean) =>
    attempt(() => client.call('rule.enable', { key: newKey(), id: draft.id, isEnabled }))
  const cannotSwitchOff = rule?.isLifeSafety === true && rule.isEnabled
  const whyOff = needsRight ?? (cannotSwitchOff ? t('lifeSafetyStays') : undefined)
  return (
    <header className={styles.head}>
      <div className={styles.headRow}>
        <h3 className={styles.title}>{text(draft.name)}</h3>
        <span className={styles.meta}>
          {rule
            ? t(rule.version === 0 ? 'version.shipped' : 'version.number', { version: rule.version })
            : t('version.new')}
          {isChanged && rule && ` · ${t('version.changed')}`}
        </span>
        {rule?.isLifeSafety && <span className={styles.tag}>{t('tag.lifeSafety')}</span>}
        {counters && counters.fired > 0 && (
          <span className={styles.meta}>
            {t('firedTimes', { count: counters.fired, shown: number(counters.fired) })}
          </span>
        )}
        <span className={styles.spring} />
        {mayWrite && (
          <>
            <IconButton label={t('undo')} isOff={!editor.canUndo} onClick={editor.undo}>
              <Undo2 size={16} aria-hidden />
            </IconButton>
            <IconButton label={t('redo')} isOff={!editor.canRedo} onClick={editor.redo}>
              <Redo2 size={16} aria-hidden />
            </IconButton>
          </>
        )}
        {whyOff !== undefined && <span className={styles.meta}>{whyOff}</span>}
        {rule && <TriggerNow rule={rule} isChanged={isChanged} />}
        {rule && (
          <Button
            size="small"
            disabled={!mayWrite || cannotSwitchOff}
            aria-pressed={rule.isEnabled}
            onClick={() => void switchTo(!rule.isEnabled)}
          >
            {t(rule.isEnabled ? 'switchOff' : 'switchOn')}
          </Button>
        )}
        <Button
          size="small"
          look="primary"
          isPending={isSaving}
          disabled={!mayWrite || !isChanged || isSaving || check.hasErrors}
          title={check.hasErrors ? t('save.hasErrors') : isChanged ? undefined : t('save.nothing')}
          onClick={() => void save()}
        >
          {t('save.button')}
        </Button>
        <IconButton label={t('common:close')} isOff={false} onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      {(code !== undefined || isBehind || rule?.approval === 'wanted') && (
        <Notices
          code={code}
          refused={refused}
          isBehind={isBehind}
          onLoad={editor.load}
          {...(rule?.approval === 'wanted' && {
            approval: {
              by: rule.saved?.by,
              mayApprove: mayWrite,
              approve: () =>
                void attempt(() => client.call('rule.approve', { key: newKey(), id: rule.id, version: rule.version })),
            },
          })}
        />
      )}
      <div className={styles.modes} role="tablist" aria-label={t('modes')}>
        {modes
          .filter((each) => rule !== undefined || !needsSaved.has(each))
          .map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              className={styles.mode}
              aria-selected={each === mode}
              onClick={() => onMode(each)}
            >
              {t(`mode.${each}`)}
            </button>
          ))}
      </div>
    </header>
  )
}

/** What can only be done with a rule that has been saved. */
const needsSaved: ReadonlySet<Mode> = new Set(['decisions', 'switches', 'versions'])

function IconButton({
  label,
  isOff,
  onClick,
  children,
}: {
  label: string
  isOff: boolean
  onClick(): void
  children: React.ReactNode
}) {
  return (
    <button type="button" className={styles.icon} aria-label={label} title={label} disabled={isOff} onClick={onClick}>
      {children}
    </button>
  )
}

interface NoticesProps {
  code: ErrorCode | undefined
  refused: readonly RuleProblem[]
  isBehind: boolean
  onLoad(): void
  approval?: { by: { kind: string; name?: string | undefined } | undefined; mayApprove: boolean; approve(): void }
}

function Notices({ code, refused, isBehind, onLoad, approval }: NoticesProps) {
  const { t } = useTranslation(['rules', 'common', 'error'])
  const problemWords = useProblemWords()
  return (
    <div className={styles.notices}>
      {code !== undefined && (
        <p className={styles.refused} role="alert">
          {t(`error:${code}`)}
          {refused.length > 0 && ` ${refused.map(problemWords).join(' · ')}`}
        </p>
      )}
      {isBehind && (
        <p className={styles.notice}>
          {t('behind')}
          <Button size="small" onClick={onLoad}>
            {t('behindLoad')}
          </Button>
        </p>
      )}
      {approval && (
        <p className={styles.notice}>
          {t('approval.wanted', { name: approval.by?.name ?? '—' })}
          <Button
            size="small"
            disabled={!approval.mayApprove}
            title={approval.mayApprove ? undefined : t('common:state.needsRight')}
            onClick={approval.approve}
          >
            {t('approval.give')}
          </Button>
        </p>
      )}
    </div>
  )
}

/** Problems that a refusal bears. */
function problemsIn(error: unknown): readonly RuleProblem[] {
  const problems = error instanceof Refused ? error.details?.['problems'] : undefined
  return RuleProblem.array().safeParse(problems).data ?? []
}
