import { Drawing } from './Drawing'
import { hasSymbol } from './symbols'

/** Symbol of an on-site system, by the `symbol` of its device type; a type without a drawing of its own is shown as a meter. */
export function SystemIcon({ symbol, size = 16, label }: { symbol: string; size?: number; label?: string }) {
  return <Drawing kind="system" name={hasSymbol('system', symbol) ? symbol : 'meter'} size={size} label={label} />
}
