import { Fragment, useEffect, useMemo, useState } from 'react'
import { ArrowLeft, PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ErrorCode } from '../../../domain/contract'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { currentSelection, useRegistry, useSelection, type Registry } from '../../feed'
import { useFormat } from '../../i18n'
import { Empty, Failed, Loading, Pane, PaneTitle } from '../../widgets'
import { useGraphicBook } from '../graphicEditor/useGraphicBook'
import { DeviceChoice } from './DeviceChoice'
import { GraphicIndex } from './GraphicIndex'
import { goOn, type OpenGraphic, type Trail } from './trail'
import { Viewer } from './Viewer'
import styles from './Graphics.module.css'

/** Graphics (组态画面): all of them by system, and the one that is open, live, with the way back. */
export function GraphicsPane() {
  const { t } = useTranslation(['graphics', 'common'])
  const book = useGraphicBook()
  const registry = useRegistry()
  const selection = useSelection()
  const [trail, setTrail] = useState<Trail>([])
  const [isListed, setListed] = useState(true)
  const all = useMemo(() => [...book.graphics.values()], [book.graphics])
  // Asked for elsewhere: at a device, in another window.
  useEffect(() => {
    const { graphicId, deviceId } = selection
    if (graphicId !== undefined) setTrail([{ graphicId, deviceId }])
  }, [selection])
  const open = trail.at(-1)
  const shown = open && book.graphics.get(open.graphicId)
  const go = (next: OpenGraphic) => setTrail((way) => goOn(way, next))
  const Toggle = isListed ? PanelLeftClose : PanelLeftOpen
  return (
    <Pane
      header={
        <PaneTitle title={t('common:pane.graphics')} meta={t('count', { count: all.length })}>
          {open && <Way trail={trail} book={book} onGo={setTrail} />}
        </PaneTitle>
      }
    >
      <div className={styles.pane}>
        {isListed && (
          <GraphicIndex
            graphics={all}
            chosen={open?.graphicId}
            onChoose={(graphicId) => setTrail([{ graphicId, deviceId: deviceFor(book, registry, graphicId) }])}
          />
        )}
        <div className={styles.main}>
          <button
            type="button"
            className={styles.toggle}
            aria-pressed={isListed}
            title={t('list')}
            aria-label={t('list')}
            onClick={() => setListed(!isListed)}
          >
            <Toggle size={16} strokeWidth={1.5} aria-hidden />
          </button>
          {book.status === 'ended' ? (
            <Failed code={ErrorCode.safeParse(book.endedCode).data ?? 'internal'} />
          ) : book.status === 'loading' ? (
            <Loading />
          ) : !open ? (
            <Empty>{t('chooseOne')}</Empty>
          ) : !shown ? (
            <Empty>{t('gone')}</Empty>
          ) : shown.graphic.forTypeId !== undefined && open.deviceId === undefined ? (
            <DeviceChoice typeId={shown.graphic.forTypeId} onChoose={(deviceId) => setTrail([{ ...open, deviceId }])} />
          ) : (
            <Viewer
              key={`${open.graphicId} ${open.deviceId}`}
              graphic={shown.graphic}
              opened={shown.graphic.forTypeId === undefined ? undefined : open.deviceId}
              symbols={book.symbols}
              onGo={go}
            />
          )}
        </div>
      </div>
    </Pane>
  )
}

type Book = ReturnType<typeof useGraphicBook>

/** Where one came from, each a way back; of a graphic for a type with its device. */
function Way({ trail, book, onGo }: { trail: Trail; book: Book; onGo(trail: Trail): void }) {
  const { t } = useTranslation('graphics')
  const format = useFormat()
  const words = useAlarmWords()
  const registry = useRegistry()
  const nameOf = ({ graphicId, deviceId }: OpenGraphic) => {
    const graphic = book.graphics.get(graphicId)?.graphic
    const name = graphic ? format.text(graphic.name) : graphicId
    const id = deviceId === undefined ? undefined : registry.devices.ids[registry.deviceIndex(deviceId) ?? -1]
    return id !== undefined && graphic?.forTypeId !== undefined ? `${name} · ${words.device(id)}` : name
  }
  return (
    <nav className={styles.way} aria-label={t('way')}>
      {trail.length > 1 && (
        <button
          type="button"
          className={styles.tool}
          title={t('back')}
          aria-label={t('back')}
          onClick={() => onGo(trail.slice(0, -1))}
        >
          <ArrowLeft size={16} strokeWidth={1.5} aria-hidden />
        </button>
      )}
      {trail.map((step, at) => (
        <Fragment key={`${step.graphicId} ${step.deviceId}`}>
          {at > 0 && (
            <span className={styles.muted} aria-hidden>
              ›
            </span>
          )}
          <button
            type="button"
            className={styles.step}
            aria-current={at === trail.length - 1 ? 'page' : undefined}
            onClick={() => onGo(trail.slice(0, at + 1))}
          >
            {nameOf(step)}
          </button>
        </Fragment>
      ))}
    </nav>
  )
}

/** The selected device, where the graphic serves its type: opened from the list it shows what one is at. */
function deviceFor(book: Book, registry: Registry, graphicId: string): string | undefined {
  const { deviceId } = currentSelection()
  const index = deviceId === undefined ? undefined : registry.deviceIndex(deviceId)
  const type = index === undefined ? undefined : registry.deviceType(index)
  return type && type.id === book.graphics.get(graphicId)?.graphic.forTypeId ? deviceId : undefined
}
