import { isUnacknowledged } from '../alarms/rank'
import { useCollection } from '../feed'
import { dimming } from './dimming'
import styles from './Dimmer.module.css'

/** A dark veil over everything that lets every click through. It lifts while an urgent alarm waits: nobody is to look for it in the dark. */
export function Dimmer() {
  const brightness = Number(dimming.use()) / 100
  const { items } = useCollection('alarm.changed')
  const isNeeded = [...items.values()].some((alarm) => alarm.priority === 'urgent' && isUnacknowledged(alarm))
  if (brightness === 1) return undefined
  return <div className={styles.veil} style={{ opacity: isNeeded ? 0 : 1 - brightness }} data-dimmed={!isNeeded} />
}
