import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Redo2, Undo2 } from 'lucide-react'
import type { ErrorCode } from '../../../domain/contract'
import { diffLayouts, type KnownLayout, type Layout, type PaneId } from '../../../layouts'
import { useDesk } from '../../desk/useDesk'
import { newKey, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Empty, Loading, Pane, PaneTitle, Section } from '../../widgets'
import { paneFacts } from '../paneFacts'
import { layoutOf, place, problemsOf, remove, type Draft } from './draft'
import { ImportExport } from './ImportExport'
import { LayoutCards } from './LayoutCards'
import { LayoutFacts } from './LayoutFacts'
import { Miniature } from './Miniature'
import { Palette } from './Palette'
import { PaneFacts } from './PaneFacts'
import { placesOf } from './places'
import type { Chosen } from './tileActions'
import { useDraft } from './useDraft'
import { useLayoutBook } from './useLayoutBook'
import { useLayoutWords } from './useLayoutWords'
import { Versions } from './Versions'
import styles from './LayoutsPane.module.css'

/** Where layouts are made: the desk in small with its panes to drag, what a layout is called and for whom it is, and all there are. */
export function LayoutsPane() {
  const { t } = useTranslation(['layouts', 'common', 'error'])
  const format = useFormat()
  const words = useLayoutWords()
  const desk = useDesk()
  const { known, read } = useLayoutBook()
  const { base, draft, isChanged, begin, change, undo, redo, canUndo, canRedo } = useDraft()
  const [chosen, setChosen] = useState<Chosen>()
  const [isShared, setIsShared] = useState(false)
  const [code, setCode] = useState<ErrorCode>()
  const mayShare = useRight('setting.share')
  const source = known?.find(({ layout }) => layout.id === base?.id)
  // A layout of the product, or one that another person locked, is never written over: what becomes of it gets a name of its own.
  const isOwn = source !== undefined && source.source !== 'shipped' && !(source.layout.isLocked && !mayShare)

  const open = useCallback(
    (next: KnownLayout) => {
      begin(next.layout)
      setIsShared(next.source === 'shared')
      setChosen({ display: 0 })
      setCode(undefined)
    },
    [begin],
  )
  useEffect(() => {
    if (base || !known) return
    const first = known.find(({ layout }) => layout.id === desk?.layout.id) ?? known[0]
    if (first) open(first)
  }, [base, known, desk, open])

  const drawn = useMemo(() => (draft ? placesOf(draft, desk?.displays ?? []) : []), [draft, desk])
  if (!known)
    return (
      <Pane header={<PaneTitle title={t('common:pane.layouts')} />}>{<Loading onRetry={() => void read()} />}</Pane>
    )
  if (!draft || !base)
    return (
      <Pane header={<PaneTitle title={t('common:pane.layouts')} />}>
        <Empty>{t('none')}</Empty>
      </Pane>
    )

  const layout = layoutOf(draft)
  const changes = layout && isChanged ? diffLayouts(base, layout) : []
  const problems = problemsOf(
    draft,
    drawn.map(({ bounds }) => bounds),
    (pane) => paneFacts[pane],
  )
  const isReady = layout !== undefined && !problems.some(({ kind }) => kind === 'nameless' || kind === 'emptyDisplay')

  const put = (pane: PaneId, spot: Parameters<typeof place>[2], from?: number) => {
    change((now) => place(now, pane, spot, from))
    setChosen({ display: spot.display, pane })
  }
  const add = (pane: PaneId) => put(pane, { display: chosen?.display ?? 0, at: chosen?.pane, drop: 'tab' })
  const save = async (asNew: boolean) => {
    if (!layout) return
    const saved: Layout = asNew ? { ...layout, id: freshId(), revision: 1 } : layout
    const answer = await window.chengtai?.desk.saveLayout(saved, isShared ? 'installation' : 'account')
    setCode(answer?.refused)
    if (!answer || answer.refused) return
    await read()
    begin(saved)
  }
  const removeLayout = async () => {
    const answer = await window.chengtai?.desk.removeLayout(base.id, isShared ? 'installation' : 'account')
    setCode(answer?.refused)
    if (answer?.refused) return
    const next = known.find((each) => each.layout.id !== base.id)
    if (next) open(next)
    await read()
  }
  const duplicate = () => {
    const name = {
      zh: t('copyOf', { name: draft.name.zh, lng: 'zh-CN' }),
      en: t('copyOf', { name: draft.name.en, lng: 'en' }),
    }
    begin({ ...base, id: freshId(), revision: 1 }, { ...draft, id: freshId(), revision: 1, isLocked: false, name })
    setIsShared(false)
  }

  return (
    <Pane
      header={
        <PaneTitle
          title={t('common:pane.layouts')}
          meta={
            <>
              {format.text(draft.name)}{' '}
              {isChanged && <b className={styles.changed}>{t('draft', { count: changes.length })}</b>}
            </>
          }
        >
          <Button size="small" look="plain" aria-label={t('undo')} title={t('undo')} disabled={!canUndo} onClick={undo}>
            <Undo2 size={16} aria-hidden />
          </Button>
          <Button size="small" look="plain" aria-label={t('redo')} title={t('redo')} disabled={!canRedo} onClick={redo}>
            <Redo2 size={16} aria-hidden />
          </Button>
          <ImportExport
            layout={layout}
            onImport={(imported) => begin(imported, { ...imported, id: freshId(), revision: 1 })}
          />
          <Button size="small" onClick={duplicate}>
            {t('duplicate')}
          </Button>
          {source && source.source !== 'shipped' && (
            <Button size="small" disabled={!isOwn} onClick={() => void removeLayout()}>
              {t('delete')}
            </Button>
          )}
          <Button
            size="small"
            disabled={isChanged || source === undefined || desk?.layout.id === base.id}
            title={isChanged ? t('saveFirst') : undefined}
            onClick={() => window.chengtai?.desk.chooseLayout(base.id)}
          >
            {t('use')}
          </Button>
          <Button
            size="small"
            look="primary"
            disabled={!isReady || (isOwn && !isChanged)}
            title={isReady ? undefined : t('notReady')}
            onClick={() => void save(!isOwn)}
          >
            {t(isOwn ? 'save' : 'saveAsNew')}
          </Button>
        </PaneTitle>
      }
    >
      <div className={styles.editor}>
        <div className={styles.side}>
          <Palette draft={draft} onAdd={add} />
        </div>
        <Miniature
          draft={draft}
          displays={drawn}
          chosen={chosen}
          onChoose={setChosen}
          onPlace={put}
          onRemove={(display, pane) => {
            change((now) => remove(now, display, pane))
            setChosen({ display })
          }}
        />
        <div className={`${styles.side} ${styles.facts}`}>
          {code && (
            <p className={styles.problem} role="alert">
              {t(`error:${code}`)}
            </p>
          )}
          {chosen?.pane !== undefined && (
            <PaneFacts
              key={`${chosen.display} ${chosen.pane}`}
              draft={draft}
              drawn={drawn[chosen.display]}
              display={chosen.display}
              pane={chosen.pane}
              onChange={change}
              onWent={(display) =>
                setChosen(display === undefined ? { display: chosen.display } : { display, pane: chosen.pane })
              }
            />
          )}
          <LayoutFacts
            draft={draft}
            display={chosen?.display}
            mayShare={mayShare}
            isShared={isShared}
            onShare={setIsShared}
            onChange={change}
            onLook={(display) => setChosen({ display })}
          />
          <Checks problems={problems.map(words.problem)} />
          {changes.length > 0 && (
            <Section title={t('changes')} meta={changes.length}>
              <ul className={styles.changes}>
                {changes.map((each) => (
                  <li key={JSON.stringify(each)}>{words.change(each)}</li>
                ))}
              </ul>
            </Section>
          )}
          {source && <Versions known={source} onRestore={(version) => change(() => restored(version, base))} />}
        </div>
        <LayoutCards known={known} chosenId={base.id} onChoose={open} />
      </div>
    </Pane>
  )
}

const freshId = (): string => `own-${newKey().slice(0, 12)}`

/** An older version under the hand; saved, it is the newest. */
const restored = (version: Layout, base: Layout): Draft => ({ ...version, revision: base.revision })

function Checks({ problems }: { problems: readonly string[] }) {
  const { t } = useTranslation('layouts')
  return (
    <Section title={t('checks')}>
      {problems.length === 0 ? (
        <p className={styles.muted}>{t('allWell')}</p>
      ) : (
        <ul className={styles.changes}>
          {problems.map((problem) => (
            <li key={problem} className={styles.problem}>
              {problem}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
