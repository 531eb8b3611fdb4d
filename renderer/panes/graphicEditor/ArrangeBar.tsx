import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
  ArrowDownToLine,
  ArrowUpToLine,
  CopyPlus,
  Group,
  Trash2,
  Ungroup,
  type LucideIcon,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { align, distribute, type Edge } from '../../../domain/graphics/edit/arrange'
import { canGroup, canUngroup, unitsOf } from '../../../domain/graphics/edit/groups'
import { IconButton } from './IconButton'
import type { Editing } from './useEditing'
import type { GraphicDraft } from './useGraphicDraft'
import styles from './Editor.module.css'

const edges: readonly (readonly [Edge, LucideIcon])[] = [
  ['left', AlignStartVertical],
  ['centre', AlignCenterVertical],
  ['right', AlignEndVertical],
  ['top', AlignStartHorizontal],
  ['middle', AlignCenterHorizontal],
  ['bottom', AlignEndHorizontal],
]

/** Aligning, gaps, groups, order, copying and removing of what is chosen. */
export function ArrangeBar({
  draft,
  editing,
  isReadOnly,
}: {
  draft: GraphicDraft
  editing: Editing
  isReadOnly: boolean
}) {
  const { t } = useTranslation('graphicEditor')
  const { graphic, selection } = draft
  const isOff = isReadOnly || selection.size === 0
  const areFew = isReadOnly || unitsOf(graphic, selection).length < 3
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('arrange.title')}>
      {edges.map(([edge, Icon]) => (
        <IconButton
          key={edge}
          label={t(`arrange.${edge}`)}
          isOff={isOff}
          onClick={() => draft.change((now) => align(now, selection, edge))}
        >
          <Icon size={16} aria-hidden />
        </IconButton>
      ))}
      <IconButton
        label={t('arrange.across')}
        isOff={areFew}
        onClick={() => draft.change((now) => distribute(now, selection, 'x'))}
      >
        <AlignHorizontalSpaceAround size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t('arrange.down')}
        isOff={areFew}
        onClick={() => draft.change((now) => distribute(now, selection, 'y'))}
      >
        <AlignVerticalSpaceAround size={16} aria-hidden />
      </IconButton>
      <span className={styles.gap} />
      <IconButton
        label={t('arrange.group')}
        isOff={isReadOnly || !canGroup(graphic, selection)}
        onClick={editing.group}
      >
        <Group size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t('arrange.ungroup')}
        isOff={isReadOnly || !canUngroup(graphic, selection)}
        onClick={editing.ungroup}
      >
        <Ungroup size={16} aria-hidden />
      </IconButton>
      <span className={styles.gap} />
      <IconButton label={t('arrange.front')} isOff={isOff} onClick={() => editing.order('front')}>
        <ArrowUpToLine size={16} aria-hidden />
      </IconButton>
      <IconButton label={t('arrange.back')} isOff={isOff} onClick={() => editing.order('back')}>
        <ArrowDownToLine size={16} aria-hidden />
      </IconButton>
      <span className={styles.gap} />
      <IconButton label={t('arrange.duplicate')} isOff={isOff} onClick={editing.duplicate}>
        <CopyPlus size={16} aria-hidden />
      </IconButton>
      <IconButton label={t('arrange.remove')} isOff={isOff} onClick={editing.remove}>
        <Trash2 size={16} aria-hidden />
      </IconButton>
    </div>
  )
}
