import { useCallback, useEffect, useState } from 'react'
import { RuleDraft, type Rule } from '../../../domain/contract'
import { edit, redo, startHistory, undo, type EditHistory } from './editHistory'

export interface RuleEditor {
  draft: RuleDraft
  /** Version that the draft was made from; 0 for a new rule and a shipped one that nobody changed. */
  basis: number
  isChanged: boolean
  /** Somebody else has saved a newer version while this one was being written. */
  isBehind: boolean
  canUndo: boolean
  canRedo: boolean
  /** `field` joins what is typed in one field into one step to take back. */
  change(next: (draft: RuleDraft) => RuleDraft, field?: string): void
  undo(): void
  redo(): void
  /** What stands now has been saved as this version. */
  keep(version: number): void
  /** Gives up what was written and takes what is saved. */
  load(): void
}

interface Kept {
  draft: RuleDraft | undefined
  basis: number
}

/** A rule while it is written: nothing leaves this window before it is saved. Without changes of its own it follows what others save. */
export function useRuleEditor(rule: Rule | undefined, draft: RuleDraft): RuleEditor {
  const [history, setHistory] = useState<EditHistory<RuleDraft>>(() => startHistory(draft))
  const [kept, setKept] = useState<Kept>({ draft: rule && draft, basis: rule?.version ?? 0 })
  const isChanged = history.present !== kept.draft
  const isNewer = rule !== undefined && rule.version !== kept.basis
  const load = useCallback(() => {
    if (!rule) return
    const fresh = RuleDraft.parse(rule)
    setHistory(startHistory(fresh))
    setKept({ draft: fresh, basis: rule.version })
  }, [rule])
  useEffect(() => {
    if (isNewer && !isChanged) load()
  }, [isNewer, isChanged, load])
  return {
    draft: history.present,
    basis: kept.basis,
    isChanged,
    isBehind: isNewer && isChanged && rule.version > kept.basis,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: useCallback(
      (next: (draft: RuleDraft) => RuleDraft, field?: string) =>
        setHistory((now) => edit(now, next(now.present), field)),
      [],
    ),
    undo: useCallback(() => setHistory(undo), []),
    redo: useCallback(() => setHistory(redo), []),
    keep: (version) => setKept({ draft: history.present, basis: version }),
    load,
  }
}
