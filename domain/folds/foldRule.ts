import type { RuleArea, StoredRule } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, type Folded } from './Folded'

const isSame = (a: RuleArea, b: RuleArea): boolean => a.kind === b.kind && a.id === b.id

/** The later saving holds; entries come in the order of the journal's clock. Switches stay through savings. */
export function foldRule(state: StoredRule | undefined, entry: KnownEntry): Folded<StoredRule> {
  const rule: StoredRule = state ?? { id: entry.subject.id, version: 0, offIn: [], isRemoved: false }
  switch (entry.kind) {
    case 'rule.saved': {
      const { rule: draft, version } = entry.payload
      const { approved: _, ...rest } = rule
      return {
        state: { ...rest, draft, version: Math.max(version, rule.version + 1), saved: deedOf(entry), isRemoved: false },
      }
    }
    case 'rule.switched': {
      const { isEnabled, area } = entry.payload
      if (!area) return { state: { ...rule, isEnabled } }
      const others = rule.offIn.filter((each) => !isSame(each, area))
      return { state: { ...rule, offIn: isEnabled ? others : [...others, area] } }
    }
    case 'rule.approved': {
      const { version } = entry.payload
      if (version !== rule.version) return { state: rule, voidReason: 'tooLate' }
      return { state: { ...rule, approved: { ...deedOf(entry), version } } }
    }
    case 'rule.triggered':
      return { state: rule }
    case 'rule.removed':
      if (rule.isRemoved) return { state: rule, voidReason: 'alreadySo' }
      return { state: { id: rule.id, version: rule.version, saved: deedOf(entry), offIn: [], isRemoved: true } }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}
