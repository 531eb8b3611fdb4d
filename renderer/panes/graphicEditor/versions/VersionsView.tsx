import { useState } from 'react'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type ErrorCode, type Graphic, Refused } from '../../../../domain/contract'
import { newKey, refusalCode, useClient, useCollection, useRight } from '../../../feed'
import { GraphicSheet } from '../../../graphics/GraphicSheet'
import { useLiveReadings } from '../../../graphics/useLiveReadings'
import { useFormat } from '../../../i18n'
import { Button, Empty, Failed, Loading } from '../../../widgets'
import { IconButton } from '../IconButton'
import { useBindings } from '../properties/useBindings'
import type { GraphicBook } from '../useGraphicBook'
import { asShipped, useVersions } from './useVersions'
import { VersionList } from './VersionList'
import editor from '../Editor.module.css'
import styles from './Versions.module.css'

/** What a graphic was: its versions, one of them to look at, and the ways back to it. Nothing is lost: what is restored is saved as one more version. */
export function VersionsView({
  id,
  book,
  isDrawnOn,
  onClose,
  onCopy,
}: {
  id: string
  book: GraphicBook
  /** This window holds changes of it that nobody has saved. */
  isDrawnOn: boolean
  onClose(): void
  /** Goes on with a version as a graphic of its own. */
  onCopy(graphic: Graphic): void
}) {
  const { t } = useTranslation(['graphicEditor', 'common', 'error'])
  const { text } = useFormat()
  const client = useClient()
  const isReadOnly = !useRight('graphic.write')
  const known = book.graphics.get(id)
  const [picked, setPicked] = useState<string>()
  const [isRestoring, setRestoring] = useState(false)
  const [refused, setRefused] = useState<{ code: ErrorCode; count: number }>()
  const clashing = useClashing()
  // The newest is looked at until another is chosen.
  const [newest, setNewest] = useState<string>()
  const { list, shipped, graphic, code } = useVersions(id, `${known?.origin} ${known?.version}`, picked ?? newest)
  const holds = list?.[0]?.isRemoval === false ? list[0].entryId : shipped && asShipped
  const first = holds ?? list?.find(({ isRemoval }) => !isRemoval)?.entryId
  if (list && newest !== first) setNewest(first)
  const chosen = picked ?? newest
  const restore = async () => {
    if (!graphic) return
    setRestoring(true)
    setRefused(undefined)
    try {
      await client.call('graphic.save', { key: newKey(), graphic, basedOn: known?.version ?? 0 })
      setPicked(undefined)
    } catch (error) {
      const problems = error instanceof Refused ? error.details?.['count'] : undefined
      setRefused({ code: refusalCode(error), count: typeof problems === 'number' ? problems : 0 })
    }
    setRestoring(false)
  }
  const why = isReadOnly ? t('common:state.needsRight') : chosen === holds ? t('versions.holds') : undefined
  const shown = known?.graphic ?? graphic
  return (
    <div className={editor.editor}>
      <div className={editor.head}>
        <h3 className={editor.title}>{shown && text(shown.name)}</h3>
        <span className={editor.meta}>{t('versions.title')}</span>
        <span className={editor.spring} />
        <Button
          size="small"
          look="plain"
          disabled={isReadOnly || !graphic}
          title={isReadOnly ? t('common:state.needsRight') : undefined}
          onClick={() => graphic && onCopy(graphic)}
        >
          {t('versions.copy')}
        </Button>
        <Button
          size="small"
          look="primary"
          isPending={isRestoring}
          disabled={why !== undefined || !graphic || isRestoring}
          title={why}
          onClick={() => void restore()}
        >
          {t('versions.restore')}
        </Button>
        <IconButton label={t('versions.close')} onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      {isDrawnOn && <p className={editor.notice}>{t('versions.drawnOn')}</p>}
      {refused && (
        <p className={editor.refused} role="alert">
          {t('versions.refused', { reason: t(`error:${refused.code}`) })}
          {refused.count > 0 && ` · ${t('versions.namesGone', { count: refused.count })}`}
        </p>
      )}
      {code !== undefined ? (
        <Failed code={code} />
      ) : !list ? (
        <Loading />
      ) : list.length === 0 && !shipped ? (
        <Empty>{t('versions.none')}</Empty>
      ) : (
        <div className={styles.columns}>
          <VersionList
            versions={list}
            hasShipped={shipped !== undefined}
            clashing={clashing}
            chosen={chosen}
            onChoose={(entryId) => {
              setPicked(entryId)
              setRefused(undefined)
            }}
          />
          <div className={styles.stage}>{graphic ? <Look graphic={graphic} book={book} /> : <Loading />}</div>
        </div>
      )}
    </div>
  )
}

/** A version as operators would see it now; nothing in it can be clicked. */
function Look({ graphic, book }: { graphic: Graphic; book: GraphicBook }) {
  const { text } = useFormat()
  const bindings = useBindings(graphic.forTypeId)
  const readings = useLiveReadings(graphic, bindings.ofOwnType('')[0]?.id)
  return <GraphicSheet graphic={graphic} symbols={book.symbols} readings={readings} label={text(graphic.name)} />
}

/** Entries of conflicts about graphics that nobody has settled. */
function useClashing(): ReadonlySet<string> {
  const { items } = useCollection('conflict.changed')
  const open = [...items.values()].filter(({ kind, settled }) => kind === 'graphicTwice' && !settled)
  return new Set(open.flatMap(({ sides }) => sides.map(({ entryId }) => entryId)))
}
