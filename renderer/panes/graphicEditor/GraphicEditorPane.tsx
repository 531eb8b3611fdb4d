import { useEffect, useRef, useState } from 'react'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ErrorCode, type Graphic } from '../../../domain/contract'
import type { EffectiveGraphic } from '../../../domain/graphics/effective'
import { newKey, refusalCode, useClient, useRight, useSelection } from '../../feed'
import { Button, Failed, Loading, Pane, PaneTitle } from '../../widgets'
import { Editor } from './Editor'
import { GraphicList } from './GraphicList'
import { ImportGraphic } from './ImportGraphic'
import { copyOf, newGraphic } from './newGraphic'
import { useGraphicBook } from './useGraphicBook'
import { readKept, type KeptDraft } from './useGraphicDraft'
import { VersionsView } from './versions/VersionsView'
import styles from './Editor.module.css'

/** What the pane showed last in this window: closed and opened again it goes on there. */
let openedLast: string | undefined
/** What was asked for elsewhere is followed once: closed again it stays closed. */
let followed: ReturnType<typeof useSelection> | undefined

/** Draws graphics (组态): all there are, and one of them under the hand. */
export function GraphicEditorPane() {
  const { t } = useTranslation(['graphicEditor', 'common', 'error'])
  const { t: zh } = useTranslation('graphicEditor', { lng: 'zh-CN' })
  const { t: en } = useTranslation('graphicEditor', { lng: 'en' })
  const client = useClient()
  const book = useGraphicBook()
  const isReadOnly = !useRight('graphic.write')
  const [opened, setOpened] = useState<KeptDraft | undefined>(() =>
    openedLast === undefined ? undefined : readKept(openedLast),
  )
  const [versionsOf, setVersionsOf] = useState<string>()
  const [code, setCode] = useState<ErrorCode>()
  const show = (next: KeptDraft | undefined) => {
    openedLast = next?.graphic.id
    setOpened(next)
    setVersionsOf(undefined)
    setCode(undefined)
  }
  /** As it was left, or as it is saved; the list where there is no such graphic. */
  const openById = (id: string) => {
    const known = book.graphics.get(id)
    show(readKept(id) ?? (known && { graphic: known.graphic, basedOn: known.version }))
  }
  const latest = useRef(openById)
  latest.current = openById
  const selection = useSelection()
  const isLive = book.status === 'live'
  useEffect(() => {
    if (!isLive || followed === selection) return
    followed = selection
    const { editedGraphicId, versionedGraphicId } = selection
    if (editedGraphicId !== undefined) latest.current(editedGraphicId)
    if (versionedGraphicId !== undefined) setVersionsOf(versionedGraphicId)
  }, [selection, isLive])
  const copy = (graphic: Graphic) =>
    show({ graphic: copyOf(graphic, { zh: zh('copySuffix'), en: en('copySuffix') }), basedOn: 0 })
  const remove = async ({ graphic, version }: EffectiveGraphic) => {
    setCode(undefined)
    try {
      await client.call('graphic.remove', { key: newKey(), id: graphic.id, basedOn: version })
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  const needsRight = isReadOnly ? t('common:state.needsRight') : undefined
  const header = (
    <PaneTitle
      title={t('common:pane.graphicEditor')}
      meta={book.status === 'live' && t('count', { count: book.graphics.size })}
    >
      {!opened && versionsOf === undefined && (
        <>
          {/* An imported one that is here already is opened over it, as a change that is not saved yet. */}
          <ImportGraphic
            isReadOnly={isReadOnly}
            onRead={(graphic) => show({ graphic, basedOn: book.graphics.get(graphic.id)?.version ?? 0 })}
          />
          <Button
            size="small"
            disabled={isReadOnly}
            title={needsRight}
            onClick={() => show({ graphic: newGraphic({ zh: zh('newName'), en: en('newName') }), basedOn: 0 })}
          >
            <Plus size={14} aria-hidden />
            {t('create')}
          </Button>
        </>
      )}
    </PaneTitle>
  )
  return (
    <Pane header={header}>
      {book.status === 'loading' && <Loading />}
      {book.status === 'ended' && <Failed code={ErrorCode.safeParse(book.endedCode).data ?? 'internal'} />}
      {code !== undefined && (
        <p className={styles.refused} role="alert">
          {t(`error:${code}`)}
        </p>
      )}
      {book.status === 'live' &&
        (versionsOf !== undefined ? (
          <VersionsView
            key={versionsOf}
            id={versionsOf}
            book={book}
            isDrawnOn={readKept(versionsOf) !== undefined}
            onClose={() => (opened ? openById(opened.graphic.id) : setVersionsOf(undefined))}
            onCopy={copy}
          />
        ) : opened ? (
          <Editor
            key={opened.graphic.id}
            opened={opened}
            book={book}
            onClose={() => show(undefined)}
            onCopy={copy}
            onVersions={() => setVersionsOf(opened.graphic.id)}
          />
        ) : (
          <GraphicList
            graphics={book.graphics}
            isReadOnly={isReadOnly}
            onOpen={({ id }) => openById(id)}
            onVersions={setVersionsOf}
            onCopy={copy}
            onRemove={(known) => void remove(known)}
          />
        ))}
    </Pane>
  )
}
