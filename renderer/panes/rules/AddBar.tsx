import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useRegistry } from '../../feed'
import { Button, Menu, MenuItem } from '../../widgets'
import {
  actionKinds,
  conditionKinds,
  newAction,
  newCondition,
  newInput,
  newTrigger,
  placedIn,
  triggerKinds,
} from './newParts'
import { addPart, mayAdd, tidy } from './ruleEdits'
import { keyOf, listOf, type ListedKind } from './ruleGraph'
import type { RuleEditor } from './useRuleEditor'
import styles from './RuleView.module.css'

/** Puts new parts on the drawing: what sets it off, what is looked at, what must hold, what is done. */
export function AddBar({ editor, onAdded }: { editor: RuleEditor; onAdded(key: string): void }) {
  const { t } = useTranslation('rules')
  const { geometry } = useRegistry()
  const { draft, change } = editor
  const added = (kind: ListedKind) => onAdded(keyOf(kind, draft[listOf[kind]].length))
  return (
    <div className={styles.addBar} role="toolbar" aria-label={t('add.label')}>
      <AddMenu label={t('add.trigger')} isOff={!mayAdd(draft, 'trigger')}>
        {triggerKinds.map((kind) => (
          <MenuItem
            key={kind}
            onChoose={() => {
              change((now) => addPart(now, 'trigger', placedIn(newTrigger(kind), geometry.centre)))
              added('trigger')
            }}
          >
            {t(`triggerKind.${kind}`)}
          </MenuItem>
        ))}
      </AddMenu>
      <AddMenu label={t('add.condition')} isOff={!mayAdd(draft, 'condition')}>
        {conditionKinds.map((kind) => (
          <MenuItem
            key={kind}
            onChoose={() => {
              change((now) => addPart(now, 'condition', newCondition(kind)))
              added('condition')
            }}
          >
            {t(`conditionKind.${kind}`)}
          </MenuItem>
        ))}
      </AddMenu>
      <AddMenu label={t('add.action')} isOff={!mayAdd(draft, 'action')}>
        {actionKinds.map((kind) => (
          <MenuItem
            key={kind}
            onChoose={() => {
              change((now) => addPart(now, 'action', newAction(kind)))
              added('action')
            }}
          >
            {t(`actionKind.${kind}`)}
          </MenuItem>
        ))}
      </AddMenu>
      <Button
        size="small"
        look="plain"
        disabled={!mayAdd(draft, 'input')}
        title={t('add.inputHint')}
        onClick={() => {
          change((now) => addPart(now, 'input', newInput(now)))
          added('input')
        }}
      >
        <Plus size={14} aria-hidden />
        {t('add.input')}
      </Button>
      <span className={styles.spring} />
      <Button size="small" look="plain" disabled={draft.drawing === undefined} onClick={() => change(tidy)}>
        {t('add.tidy')}
      </Button>
    </div>
  )
}

function AddMenu({ label, isOff, children }: { label: string; isOff: boolean; children: React.ReactNode }) {
  return isOff ? undefined : (
    <Menu
      label={label}
      trigger={
        <span className={styles.addTrigger}>
          <Plus size={14} aria-hidden />
          {label}
        </span>
      }
    >
      {children}
    </Menu>
  )
}
