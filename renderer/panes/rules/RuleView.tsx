import { useCallback, useMemo, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { RuleDraft, type Rule, type RuleCounters, type RuleDecision } from '../../../domain/contract'
import { useRight } from '../../feed'
import { marksOf } from './decisionMarks'
import { RuleDrawing } from './drawing/RuleDrawing'
import { AddBar } from './AddBar'
import type { Mode } from './modes'
import { placeNode, removeNode } from './ruleEdits'
import { graphOf } from './ruleGraph'
import { RuleHead } from './RuleHead'
import { BackTest } from './trials/BackTest'
import { Explained } from './trials/Explained'
import { PastDecisions } from './trials/PastDecisions'
import { DryRun } from './trials/DryRun'
import { Simulation } from './trials/Simulation'
import { Switches } from './Switches'
import { PartPanel } from './PartPanel'
import { useRuleCheck } from './useRuleCheck'
import { useRuleEditor } from './useRuleEditor'
import { useRuleWords } from './useRuleWords'
import { Versions } from './Versions'
import styles from './RuleView.module.css'

export interface RuleViewProps {
  /** As it is saved; `undefined` for one that never was. */
  rule: Rule | undefined
  /** A new one. */
  draft?: RuleDraft
  counters: RuleCounters | undefined
  onClose(): void
}

/** One rule: its sentence, its drawing, and at the side what is done with it. */
export function RuleView({ rule, draft, counters, onClose }: RuleViewProps) {
  const { t } = useTranslation('rules')
  const words = useRuleWords()
  const mayWrite = useRight('rule.write')
  const [first] = useState(() => draft ?? RuleDraft.parse(rule))
  const editor = useRuleEditor(rule, first)
  const check = useRuleCheck(editor.draft)
  const [mode, setMode] = useState<Mode>('edit')
  const [selected, setSelected] = useState<string>()
  const [decision, setDecision] = useState<RuleDecision>()
  const isLocked = !mayWrite || mode !== 'edit'
  const { change } = editor
  const move = useCallback(
    (key: string, x: number, y: number) => change((now) => placeNode(now, key, x, y), `place ${key}`),
    [change],
  )
  const remove = useCallback(
    (key: string) => {
      change((now) => {
        const node = graphOf(now).nodes.find((each) => each.key === key)
        return node ? removeNode(now, node) : now
      })
      setSelected(undefined)
    },
    [change],
  )
  const marks = useMemo(
    () => (mode !== 'edit' && decision ? marksOf(editor.draft, decision) : undefined),
    [mode, decision, editor.draft],
  )
  const press = (event: KeyboardEvent) => {
    if (!event.ctrlKey || event.altKey || isLocked || isTyping(event.target)) return
    const key = event.key.toLowerCase()
    if (key === 'z' && !event.shiftKey) editor.undo()
    else if (key === 'y' || (key === 'z' && event.shiftKey)) editor.redo()
    else return
    event.preventDefault()
  }
  const go = (next: Mode) => {
    setMode(next)
    setDecision(undefined)
  }
  const trial = { rule: editor.draft, decision, onDecision: setDecision }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of all that is in it
    <div className={styles.view} onKeyDown={press}>
      <RuleHead
        rule={rule}
        editor={editor}
        check={check}
        counters={counters}
        mode={mode}
        onMode={go}
        onClose={onClose}
      />
      <p className={styles.sentence} aria-label={t('sentence.label')} role="note">
        {words.sentence(editor.draft)}
      </p>
      <div className={styles.main}>
        <div className={styles.canvas}>
          {mode === 'edit' && mayWrite && <AddBar editor={editor} onAdded={setSelected} />}
          <div className={styles.drawing}>
            <RuleDrawing
              rule={editor.draft}
              selected={selected}
              marks={marks}
              problems={check.byNode}
              isLocked={isLocked}
              onSelect={setSelected}
              onMove={move}
              onRemove={remove}
            />
          </div>
          {mode === 'backTest' && <BackTest {...trial} />}
        </div>
        <aside className={styles.side} aria-label={t(`mode.${mode}`)}>
          {mode === 'edit' && (
            <PartPanel
              editor={editor}
              check={check}
              selected={selected}
              isDisabled={!mayWrite}
              isNew={rule === undefined}
              onSelect={setSelected}
              onRemove={remove}
            />
          )}
          {mode === 'dryRun' && <DryRun {...trial} />}
          {mode === 'backTest' && <Explained rule={editor.draft} decision={decision} />}
          {mode === 'simulation' && <Simulation {...trial} />}
          {mode === 'decisions' && <PastDecisions {...trial} counters={counters} />}
          {mode === 'switches' && rule && <Switches rule={rule} />}
          {mode === 'versions' && rule && (
            <Versions
              rule={rule}
              draft={editor.draft}
              onRestore={(restored) => {
                editor.change(() => restored)
                setMode('edit')
              }}
            />
          )}
        </aside>
      </div>
    </div>
  )
}

const isTyping = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('input, textarea, select') !== null
