import { useEffect, useState } from 'react'
import { Send, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { seatNow } from '../../feed'
import { Button } from '../../widgets'
import styles from './UndoBar.module.css'

const UNDO_MS = 5_000

/** While the click can be undone: progress where the button was, and undo as the one bright thing. Escape undoes too. Of nobody it says no number: the tasks are on their way here. */
export function UndoBar({ count, sendAtMs, onUndo }: { count: number; sendAtMs: number; onUndo(): void }) {
  const { t } = useTranslation('dispatch')
  const [leftMs, setLeftMs] = useState(() => sendAtMs - seatNow())
  useEffect(() => {
    const timer = setInterval(() => setLeftMs(sendAtMs - seatNow()), 100)
    return () => clearInterval(timer)
  }, [sendAtMs])
  const isOver = leftMs <= 0
  useEffect(() => {
    if (isOver) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing) onUndo()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [onUndo, isOver])
  const seconds = Math.max(0, leftMs / 1000).toFixed(1)
  return (
    <div className={styles.bar}>
      <div className={styles.progress} role="status">
        <div
          className={styles.filled}
          style={{ width: `${Math.min(100, Math.max(0, 100 * (1 - leftMs / UNDO_MS)))}%` }}
        />
        <Send size={20} className={styles.icon} />
        <strong>{count > 0 ? t('send.sent', { count }) : t('send.sentNow')}</strong>
        <span>{t('send.sentHint', { seconds })}</span>
      </div>
      <Button look="command" size="dispatch" keyCap="Esc" className={styles.undo} disabled={isOver} onClick={onUndo}>
        <Undo2 size={20} />
        {t('send.undo', { seconds })}
      </Button>
    </div>
  )
}
