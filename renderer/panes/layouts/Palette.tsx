import { GripVertical } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { PaneId, panesOf } from '../../../layouts'
import { paneFacts } from '../paneFacts'
import { Section } from '../../widgets'
import { carryDraft } from './draftDrag'
import type { Draft } from './draft'
import styles from './LayoutsPane.module.css'

/** All panes there are, to drag onto a display; Enter puts one onto the display that is looked at. */
export function Palette({ draft, onAdd }: { draft: Draft; onAdd(pane: PaneId): void }) {
  const { t } = useTranslation(['layouts', 'common'])
  const used = draft.displays.flatMap((display) => (display.panes ? panesOf(display.panes) : []))
  return (
    <Section title={t('palette.title')} className={styles.palette}>
      <ul>
        {PaneId.options.map((pane) => {
          const { icon: Icon } = paneFacts[pane]
          const count = used.filter((each) => each === pane).length
          return (
            <li key={pane}>
              <button
                type="button"
                className={styles.paletteRow}
                title={`${t(`common:pane.${pane}`)} · ${t('palette.tip')}`}
                draggable
                onDragStart={(event) => carryDraft(event, { pane })}
                onClick={() => onAdd(pane)}
              >
                <GripVertical size={14} aria-hidden className={styles.muted} />
                <Icon size={16} strokeWidth={1.75} aria-hidden />
                <span className={styles.grow}>{t(`common:pane.${pane}`)}</span>
                {count > 0 && <span className={styles.muted}>{t('palette.used', { count })}</span>}
              </button>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
