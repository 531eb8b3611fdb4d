import type { DeviceStateName } from '../../domain/contract'
import { StateMark } from './StateMark'
import { SystemIcon } from './SystemIcon'
import styles from './Names.module.css'

export interface PersonNameProps {
  /** Drawing of his post. */
  symbol: string
  name: string
  /** Post, team or what he is busy with. */
  detail?: string | undefined
}

/** A person in a row: drawing of the post, name, and in muted words what he is. The name is never cut, the detail is. */
export function PersonName({ symbol, name, detail }: PersonNameProps) {
  return (
    <span className={styles.name}>
      <SystemIcon symbol={symbol} size={16} />
      <span className={styles.strong}>{name}</span>
      {detail !== undefined && <span className={styles.detail}>{detail}</span>}
    </span>
  )
}

export interface DeviceNameProps {
  name: string
  /** Mark of its state, left of the name. */
  state?: DeviceStateName | undefined
  /** Type, number. */
  detail?: string | undefined
}

/** A device in a row: mark, name, and in muted words type and number. */
export function DeviceName({ name, state, detail }: DeviceNameProps) {
  return (
    <span className={styles.name}>
      {state && <StateMark state={state} />}
      <span className={styles.strong}>{name}</span>
      {detail !== undefined && <span className={styles.detail}>{detail}</span>}
    </span>
  )
}

const separator = ' · '

/** A place, its parts parted by middle dots. Where room is short the larger parts are cut: the floor or the room must be read. */
export function PlaceName({ place }: { place: string }) {
  const at = place.lastIndexOf(separator)
  return (
    <span className={styles.place} title={place}>
      {at > 0 && <span className={styles.larger}>{place.slice(0, at)}</span>}
      {at > 0 && separator}
      <span className={styles.strong}>{at > 0 ? place.slice(at + separator.length) : place}</span>
    </span>
  )
}
