import { MonitorOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { EvacuatedPane } from '../../layouts'
import { useDesk, useOwnDisplay } from '../desk/useDesk'
import { panes } from '../panes/registry'
import { Button } from '../widgets'
import { roomiest } from './sight'
import styles from './EvacuatedStrip.module.css'

/** Panes whose display is gone and that found no place: each comes here by a click. Gone when their display is back. */
export function EvacuatedStrip() {
  const { t } = useTranslation(['shell', 'common'])
  const waiting = useDesk()?.evacuated.filter(({ ontoNumber }) => ontoNumber === undefined) ?? []
  if (waiting.length === 0) return undefined
  const numbers = [...new Set(waiting.map(({ fromNumber }) => fromNumber))]
  return (
    <div className={styles.strip} role="region" aria-label={t('evacuated.label')}>
      <MonitorOff size={16} aria-hidden />
      <span role="status">{t('evacuated.lost', { numbers: numbers.join(t('evacuated.and')) })}</span>
      {waiting.map((each) => (
        <WaitingPane key={`${each.fromNumber} ${each.pane}`} {...each} />
      ))}
    </div>
  )
}

function WaitingPane({ pane, fromNumber }: EvacuatedPane) {
  const { t } = useTranslation(['shell', 'common'])
  const own = useOwnDisplay()
  const { icon: Icon } = panes[pane]
  const name = t(`common:pane.${pane}`)
  return (
    <Button
      size="small"
      title={t('evacuated.bringTip', { pane: name, number: fromNumber })}
      onClick={() => {
        const at = own && roomiest(own.panes)
        if (at) window.chengtai?.desk.movePane({ pane, fromNumber, toNumber: own.number, at, drop: 'tab' })
      }}
    >
      <Icon size={14} strokeWidth={1.75} aria-hidden />
      {name}
    </Button>
  )
}
