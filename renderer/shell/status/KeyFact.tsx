import { Keyboard } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { capOfChord } from '../../keys/chord'
import { useBindings, useKeyCap } from '../../keys/keyboard'
import { useRefusedKeys } from '../../keys/useKeyBindings'
import { Fact } from './Fact'
import styles from './StatusBar.module.css'

/** The way to the sheet of keys; where the system refused an emergency key, that. */
export function KeyFact({ onKeys }: { onKeys(): void }) {
  const { t } = useTranslation('keys')
  const cap = useKeyCap('help')
  const bindings = useBindings()
  const refused = useRefusedKeys()
  if (refused.length > 0) {
    const keys = refused.flatMap((action) => bindings.get(action) ?? []).map(capOfChord)
    return (
      <Fact label={t('refused')} title={t('refusedTip', { keys: keys.join(', ') })} needsAttention onOpen={onKeys} />
    )
  }
  return (
    <button type="button" className={`${styles.item} ${styles.rank4}`} onClick={onKeys}>
      <Keyboard size={12} aria-hidden />
      {[cap, t('title')].filter(Boolean).join(' ')}
    </button>
  )
}
