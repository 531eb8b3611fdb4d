import { ChevronRight, Layers2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { select, useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { KeyCap } from '../../widgets'
import type { Target } from './useTarget'
import styles from './MapPane.module.css'

/** Where one is: plot, house, floor; Esc takes one step back. */
export function Breadcrumb({
  target,
  floor,
  fanned,
}: {
  target: Target
  floor: number | undefined
  fanned: { shown: number; total: number } | undefined
}) {
  const { t } = useTranslation(['map', 'common'])
  const format = useFormat()
  const registry = useRegistry()
  const { building } = target
  const plot = building && registry.plot(building.plotId)
  const floorName =
    floor === undefined ? undefined : floor > 0 ? t('common:floor', { floor }) : t('common:basement', { floor: -floor })
  return (
    <nav className={styles.breadcrumb} aria-label={t('breadcrumb')}>
      <Layers2 size={14} strokeWidth={1.5} />
      <span>{plot ? format.text(plot.name) : format.text(registry.geometry.name)}</span>
      {building && (
        <>
          <ChevronRight size={12} />
          <button type="button" className={styles.crumb} onClick={() => select({ buildingId: building.id })}>
            {format.text(building.name)}
          </button>
        </>
      )}
      {building && floorName !== undefined && (
        <>
          <ChevronRight size={12} />
          <span className={styles.crumbHere}>{floorName}</span>
        </>
      )}
      {fanned && <span className={styles.crumbMeta}>{t('fan.shown', fanned)}</span>}
      {building && <KeyCap>Esc</KeyCap>}
    </nav>
  )
}
