import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rectangle } from '../../../layouts'
import { formatNumber } from '../../i18n'
import { DisplayTile } from './DisplayTile'
import type { Draft } from './draft'
import { fitInto, type DrawnDisplay } from './places'
import type { TileActions } from './tileActions'
import styles from './Miniature.module.css'

interface MiniatureProps extends TileActions {
  draft: Draft
  displays: readonly DrawnDisplay[]
}

/** All displays as they stand on the desk, in their true proportions, with the panes on them. */
export function Miniature({ draft, displays, ...rest }: MiniatureProps) {
  const { t } = useTranslation('layouts')
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const { scale, areas } = fitInto(displays, size)
  return (
    <div className={styles.desk}>
      <div ref={box} className={styles.box}>
        {draft.displays.map((display, at) => {
          const [area, drawn] = [areas[at], displays[at]]
          return (
            area &&
            drawn && (
              <DisplayTile key={at} number={at} display={display} drawn={drawn} area={area} scale={scale} {...rest} />
            )
          )
        })}
      </div>
      <p className={styles.note}>
        <span>{t('locked')}</span>
        <span>{t('scale', { scale: formatNumber(Math.round(1 / Math.max(scale, 0.001))) })}</span>
      </p>
    </div>
  )
}

function useSize(box: React.RefObject<HTMLElement | null>): Pick<Rectangle, 'width' | 'height'> {
  const [size, setSize] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return size
}
