import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { groupsOf, panesOf, type Drop, type PaneId } from '../../../layouts'
import { Button, Section, SelectField } from '../../widgets'
import { paneFacts } from '../paneFacts'
import { giveRoom, place, putOnTop, remove, type Draft } from './draft'
import type { DrawnDisplay } from './places'
import styles from './LayoutsPane.module.css'

interface Props {
  draft: Draft
  drawn: DrawnDisplay | undefined
  /** From 0. */
  display: number
  pane: PaneId
  onChange(work: (draft: Draft) => Draft): void
  /** The pane stands on another display now; nothing when it is gone. */
  onWent(to: number | undefined): void
}

const drops: readonly Drop[] = ['tab', 'left', 'right', 'above', 'below']
const roomStep = 0.05

/** The pane that is looked at: how large it gets, and the same moves as by dragging, for hands on the keyboard. */
export function PaneFacts({ draft, drawn, display, pane, onChange, onWent }: Props) {
  const { t } = useTranslation(['layouts', 'common'])
  const [to, setTo] = useState(display)
  const [at, setAt] = useState<PaneId>()
  const [drop, setDrop] = useState<Drop>('tab')
  const tree = draft.displays[display]?.panes
  const group =
    tree && groupsOf(tree, { x: 0, y: 0, width: 100, height: 100 }).find(({ panes: all }) => all.includes(pane))
  if (!tree || !group) return undefined
  const target = draft.displays[to]?.panes
  const anchors = target ? panesOf(target).filter((each) => each !== pane || to !== display) : []
  const anchor = anchors.find((each) => each === at) ?? anchors[0]
  const { minWidthPx, minHeightPx } = paneFacts[pane]
  const widthPx = Math.round(((drawn?.bounds.width ?? 0) * group.area.width) / 100)
  const heightPx = Math.round(((drawn?.bounds.height ?? 0) * group.area.height) / 100)
  const grow = (along: 'row' | 'column', by: number) => onChange((now) => giveRoom(now, display, pane, along, by))
  return (
    <Section title={t(`common:pane.${pane}`)} meta={t('onDisplay', { display: display + 1 })}>
      <dl className={styles.facts}>
        <dt>{t('pane.share')}</dt>
        <dd>
          {Math.round(group.area.width)} % × {Math.round(group.area.height)} %
        </dd>
        <dt>{t('pane.size')}</dt>
        <dd className={widthPx < minWidthPx || heightPx < minHeightPx ? styles.short : undefined}>
          {widthPx} × {heightPx} px
        </dd>
        <dt>{t('pane.least')}</dt>
        <dd>
          {minWidthPx} × {minHeightPx} px
        </dd>
      </dl>
      {'split' in tree && (
        <div className={styles.buttons} role="group" aria-label={t('pane.room')}>
          <Button size="small" onClick={() => grow('row', roomStep)}>
            {t('pane.wider')}
          </Button>
          <Button size="small" onClick={() => grow('row', -roomStep)}>
            {t('pane.narrower')}
          </Button>
          <Button size="small" onClick={() => grow('column', roomStep)}>
            {t('pane.higher')}
          </Button>
          <Button size="small" onClick={() => grow('column', -roomStep)}>
            {t('pane.lower')}
          </Button>
        </div>
      )}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          onChange((now) => place(now, pane, { display: to, at: anchor, drop }, display))
          onWent(to)
        }}
      >
        <SelectField
          isBeside
          label={t('pane.toDisplay')}
          value={String(to)}
          options={draft.displays.map((_, number) => [String(number), t('displayNumber', { display: number + 1 })])}
          onChange={(value) => setTo(Number(value))}
        />
        <SelectField
          isBeside
          label={t('pane.where')}
          value={drop}
          options={drops.map((each) => [each, t(`drop.${each}`)])}
          onChange={(value) => setDrop(drops.find((each) => each === value) ?? 'tab')}
        />
        {anchor !== undefined && (
          <SelectField
            isBeside
            label={t('pane.ofPane')}
            value={anchor}
            options={anchors.map((each) => [each, t(`common:pane.${each}`)])}
            onChange={(value) => setAt(anchors.find((each) => each === value))}
          />
        )}
        <div className={styles.buttons}>
          <Button type="submit" disabled={anchors.length === 0 && to === display}>
            {t('pane.move')}
          </Button>
          {group.panes.length > 1 && group.active !== pane && (
            <Button onClick={() => onChange((now) => putOnTop(now, display, pane))}>{t('pane.onTop')}</Button>
          )}
          <Button
            onClick={() => {
              onChange((now) => remove(now, display, pane))
              onWent(undefined)
            }}
          >
            {t('pane.remove')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
