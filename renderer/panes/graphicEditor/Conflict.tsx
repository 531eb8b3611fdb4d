import { useTranslation } from 'react-i18next'
import type { EffectiveGraphic } from '../../../domain/graphics/effective'
import { useFormat } from '../../i18n'
import { Button } from '../../widgets'
import { useActorName } from './useActorName'
import type { GraphicDraft } from './useGraphicDraft'
import styles from './Editor.module.css'

/** Somebody has saved, or removed, the graphic while it was being drawn: who, when, and what can be done about it. Nothing is lost either way. */
export function Conflict({
  draft,
  known,
  isRefused,
  onCopy,
  onClose,
}: {
  draft: GraphicDraft
  known: EffectiveGraphic | undefined
  /** The core took no saving on this basis. */
  isRefused: boolean
  /** Goes on with what is drawn here, as a graphic of its own. */
  onCopy(): void
  onClose(): void
}) {
  const nameOfActor = useActorName()
  const { t } = useTranslation('graphicEditor')
  const { dateTime } = useFormat()
  if (!isRefused && (known?.version ?? 0) <= draft.basedOn) return undefined
  const { saved, version = 0 } = known ?? {}
  return (
    <div className={styles.notice} role="alert">
      <span className={styles.grow}>
        {known && saved
          ? t('conflict.saved', {
              who: nameOfActor(saved.by),
              when: dateTime(saved.atMs),
              version,
              basis: draft.basedOn,
            })
          : known
            ? t('conflict.shippedAgain')
            : t('conflict.removed')}
      </span>
      <Button size="small" onClick={onCopy}>
        {t('conflict.keepMine')}
      </Button>
      <Button size="small" onClick={() => (known ? draft.take(known.graphic, version) : onClose())}>
        {t(known ? 'conflict.takeTheirs' : 'conflict.giveUp')}
      </Button>
    </div>
  )
}
