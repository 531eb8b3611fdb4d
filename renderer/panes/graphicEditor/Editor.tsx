import { useCallback, useMemo, useRef, useState } from 'react'
import { Grid3x3, History, Maximize, Minus, Plus, Redo2, Undo2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Graphic } from '../../../domain/contract'
import { valueThatSetsOff } from '../../../domain/graphics/edit/newAnimation'
import { GraphicSheet } from '../../graphics/GraphicSheet'
import { useLiveReadings } from '../../graphics/useLiveReadings'
import { seatNow, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, SearchField, Section } from '../../widgets'
import { ArrangeBar } from './ArrangeBar'
import { Canvas } from './canvas/Canvas'
import { toSheet, zoomAt, fitView, type Size, type View } from './canvas/view'
import { Conflict } from './Conflict'
import { pressKey } from './editorKeys'
import { handSetReadings, sourceKey } from './handSetReadings'
import { IconButton } from './IconButton'
import { Layers } from './Layers'
import { Library } from './Library'
import type { Dragged } from './libraryDrag'
import { ProblemList } from './ProblemList'
import { PropertyPanel } from './properties/PropertyPanel'
import { useBindings } from './properties/useBindings'
import { TestPanel } from './TestPanel'
import { useEditing } from './useEditing'
import type { GraphicBook } from './useGraphicBook'
import { useGraphicDraft, type KeptDraft } from './useGraphicDraft'
import { useActorName } from './useActorName'
import { useProblems } from './useProblems'
import { useSaving } from './useSaving'
import { useWatched } from './useWatched'
import styles from './Editor.module.css'

/** Units from line to line of the grid. */
const gridStep = 10
const zoomStep = 1.25

export interface EditorProps {
  opened: KeptDraft
  book: GraphicBook
  onClose(): void
  /** Goes on with a graphic as a new one. */
  onCopy(graphic: Graphic): void
  /** What it was. */
  onVersions(): void
}

/** A graphic under the hand: library and layers, the sheet with live values, properties. */
export function Editor({ opened, book, onCopy, ...props }: EditorProps) {
  const nameOfActor = useActorName()
  const { t } = useTranslation(['graphicEditor', 'common', 'error'])
  const { text, dateTime, number } = useFormat()
  const known = book.graphics.get(opened.graphic.id)
  const draft = useGraphicDraft(opened, known)
  const { graphic, selection } = draft
  const onClose = () => {
    draft.keepNow()
    props.onClose()
  }
  const isReadOnly = !useRight('graphic.write')
  const problems = useProblems(graphic, book)
  const editing = useEditing(draft, book.symbols)
  const saving = useSaving(draft)
  const stage = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<View>()
  const [hasGrid, setHasGrid] = useState(true)
  const [side, setSide] = useState<Side>('library')
  const [isTesting, setIsTesting] = useState(false)
  const [values, setValues] = useState<ReadonlyMap<string, number>>(new Map())
  const [triedAt, setTriedAt] = useState<number>()
  const [pickedDevice, setPickedDevice] = useState<string>()

  const bindings = useBindings(graphic.forTypeId)
  const shownDevice = useMemo(() => pickedDevice ?? bindings.ofOwnType('')[0]?.id, [pickedDevice, bindings])
  const [onlyId] = selection
  const only = selection.size === 1 ? graphic.elements.find(({ id }) => id === onlyId) : undefined
  const tried = triedAt === undefined ? undefined : only?.animations[triedAt]
  const live = useLiveReadings(useWatched(graphic), shownDevice)
  const readings = useMemo(() => {
    const set = tried ? new Map([[sourceKey(tried.source), valueThatSetsOff(tried)]]) : isTesting ? values : new Map()
    return handSetReadings(live, set, { propertyOf: bindings.property, atMs: seatNow() })
  }, [live, tried, isTesting, values, bindings])

  // The canvas lays the ground, and the grid on it.
  const drawn = useMemo(
    () => ({ elements: graphic.elements, sheet: { ...graphic.sheet, ground: 'none' as const } }),
    [graphic],
  )
  const sizeOf = (): Size => ({
    width: stage.current?.clientWidth ?? 0,
    height: stage.current?.clientHeight ?? 0,
  })
  const middle = () => ({ x: sizeOf().width / 2, y: sizeOf().height / 2 })
  const nowView = () => view ?? fitView(graphic.sheet, sizeOf())
  // The library is large, and nothing in it changes while something is moved.
  const add = useRef<(dragged: Dragged) => void>(undefined)
  add.current = (dragged) => editing.add(dragged, toSheet(nowView(), middle()))
  const addInMiddle = useCallback((dragged: Dragged) => add.current?.(dragged), [])
  const save = () => {
    if (!isReadOnly && draft.isChanged && problems.length === 0 && !saving.isSaving) void saving.save()
  }
  const choose = (ids: readonly string[]) => {
    setTriedAt(undefined)
    draft.select(ids)
  }
  const whySaved = isReadOnly
    ? t('common:state.needsRight')
    : problems.length > 0
      ? t('save.hasProblems', { count: problems.length })
      : draft.isChanged
        ? undefined
        : t('save.nothing')

  return (
    <div className={styles.editor}>
      <div className={styles.head}>
        <h3 className={styles.title}>{text(graphic.name)}</h3>
        <span className={styles.meta}>
          {known?.saved
            ? t('version.saved', {
                version: known.version,
                who: nameOfActor(known.saved.by),
                when: dateTime(known.saved.atMs),
              })
            : t(known ? 'version.shipped' : 'version.new')}
          {draft.isChanged && known && ` · ${t('version.changed')}`}
        </span>
        <span className={styles.spring} />
        {isReadOnly && <span className={styles.meta}>{t('readOnly')}</span>}
        <IconButton label={t('history')} isOff={!known} onClick={props.onVersions}>
          <History size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('undo')} isOff={!draft.canUndo} onClick={draft.undo}>
          <Undo2 size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('redo')} isOff={!draft.canRedo} onClick={draft.redo}>
          <Redo2 size={16} aria-hidden />
        </IconButton>
        {draft.isChanged && known && (
          <Button size="small" look="plain" onClick={() => draft.take(known.graphic, known.version)}>
            {t('giveUp')}
          </Button>
        )}
        <Button
          size="small"
          aria-pressed={isTesting}
          title={t('test.tip')}
          onClick={() => {
            setTriedAt(undefined)
            setIsTesting(!isTesting)
          }}
        >
          {t(isTesting ? 'test.end' : 'test.begin')}
        </Button>
        <Button
          size="small"
          look="primary"
          isPending={saving.isSaving}
          disabled={whySaved !== undefined || saving.isSaving}
          title={whySaved}
          onClick={save}
        >
          {t('save.button')}
        </Button>
        <IconButton label={t('close')} onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      <Conflict
        draft={draft}
        known={known}
        isRefused={saving.code === 'worldMoved'}
        onCopy={() => onCopy(graphic)}
        onClose={onClose}
      />
      {saving.code !== undefined && saving.code !== 'worldMoved' && (
        <p className={styles.refused} role="alert">
          {t('save.refused', { reason: t(`error:${saving.code}`) })}
          {saving.wrongCount > 0 && ` · ${t('save.wrongPlaces', { count: saving.wrongCount })}`}
        </p>
      )}
      <div className={styles.tools}>
        <ArrangeBar draft={draft} editing={editing} isReadOnly={isReadOnly} />
        <span className={styles.spring} />
        {graphic.forTypeId !== undefined && (
          <SearchField
            className={styles.preview}
            label={t('preview.device')}
            isBeside
            shown={shownDevice === undefined ? '' : bindings.deviceName(bindings.toReference(shownDevice))}
            offer={bindings.ofOwnType}
            onPick={setPickedDevice}
          />
        )}
        <IconButton label={t('view.grid')} isPressed={hasGrid} onClick={() => setHasGrid(!hasGrid)}>
          <Grid3x3 size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('view.nearer')} onClick={() => setView(zoomAt(nowView(), middle(), zoomStep))}>
          <Plus size={16} aria-hidden />
        </IconButton>
        <button
          type="button"
          className={styles.zoom}
          title={t('view.natural')}
          onClick={() => setView(zoomAt(nowView(), middle(), 1 / nowView().zoom))}
        >
          {view ? `${number(view.zoom * 100, 0)}%` : t('view.fitted')}
        </button>
        <IconButton label={t('view.further')} onClick={() => setView(zoomAt(nowView(), middle(), 1 / zoomStep))}>
          <Minus size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('view.fit')} onClick={() => setView(undefined)}>
          <Maximize size={16} aria-hidden />
        </IconButton>
      </div>
      <div className={styles.columns}>
        <div className={styles.left}>
          <Tabs
            names={{ library: t('side.library'), layers: t('side.layers', { count: graphic.elements.length }) }}
            shown={side}
            onShow={setSide}
          />
          {side === 'library' ? (
            <Library symbols={book.symbols} isReadOnly={isReadOnly} onAdd={addInMiddle} />
          ) : (
            <div className={styles.list}>
              <Layers draft={{ ...draft, select: choose }} symbols={book.symbols} isReadOnly={isReadOnly} />
            </div>
          )}
        </div>
        <div ref={stage} className={styles.stage}>
          <Canvas
            draft={{ ...draft, select: choose }}
            view={view}
            onView={setView}
            grid={hasGrid ? gridStep : undefined}
            wrong={new Set(problems.map(({ elementId }) => elementId))}
            isReadOnly={isReadOnly || isTesting}
            onKeyDown={(event) => pressKey(event, { draft, editing, isReadOnly: isReadOnly || isTesting, save })}
            onDropped={editing.add}
          >
            <GraphicSheet graphic={drawn} symbols={book.symbols} readings={readings} label={text(graphic.name)} />
          </Canvas>
        </div>
        <div className={styles.right}>
          {isTesting ? (
            <TestPanel graphic={graphic} values={values} onValues={setValues} />
          ) : (
            <>
              {problems.length > 0 && (
                <Section title={t('problem.title', { count: problems.length })}>
                  <ProblemList
                    problems={problems}
                    graphic={graphic}
                    symbols={book.symbols}
                    onChoose={(id) => choose([id])}
                  />
                </Section>
              )}
              <PropertyPanel
                draft={draft}
                book={book}
                problems={problems}
                isReadOnly={isReadOnly}
                triedAt={triedAt}
                onTry={setTriedAt}
              />
            </>
          )}
        </div>
      </div>
    </div>
  )
}

const sides = ['library', 'layers'] as const
type Side = (typeof sides)[number]

function Tabs({ names, shown, onShow }: { names: Record<Side, string>; shown: Side; onShow(side: Side): void }) {
  const { t } = useTranslation('graphicEditor')
  return (
    <div className={styles.tabs} role="tablist" aria-label={t('side.title')}>
      {sides.map((side) => (
        <button
          key={side}
          type="button"
          role="tab"
          className={styles.tab}
          aria-selected={side === shown}
          onClick={() => onShow(side)}
        >
          {names[side]}
        </button>
      ))}
    </div>
  )
}
