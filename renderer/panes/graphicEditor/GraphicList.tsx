import { Copy, Download, History, PencilLine, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Graphic } from '../../../domain/contract'
import { writeGraphicFile } from '../../../domain/graphics/edit/graphicFile'
import type { EffectiveGraphic } from '../../../domain/graphics/effective'
import { useFormat } from '../../i18n'
import { saveFile } from '../../registry/saveFile'
import { Button, Empty, TextField } from '../../widgets'
import { filterOptions } from '../../widgets/pickOptions'
import { IconButton } from './IconButton'
import { useActorName } from './useActorName'
import { useSystemNames } from './useSystemNames'
import { forgetKept, keptIds, readKept } from './useGraphicDraft'
import styles from './GraphicList.module.css'

/** A line of the list: what is saved or shipped, or what was only begun here. */
interface Row {
  graphic: Graphic
  known: EffectiveGraphic | undefined
  isUnsaved: boolean
}

/** All graphics there are: drawn here and shipped, and those begun in this window that nobody has saved. */
export function GraphicList({
  graphics,
  isReadOnly,
  onOpen,
  onVersions,
  onCopy,
  onRemove,
}: {
  graphics: ReadonlyMap<string, EffectiveGraphic>
  isReadOnly: boolean
  onOpen(graphic: Graphic): void
  /** What it was. */
  onVersions(id: string): void
  onCopy(graphic: Graphic): void
  onRemove(known: EffectiveGraphic): void
}) {
  const nameOfActor = useActorName()
  const { t } = useTranslation('graphicEditor')
  const { text, dateTime } = useFormat()
  const systems = useSystemNames()
  const [sought, setSought] = useState('')
  const [asked, setAsked] = useState<string>()
  const systemOf = (key: string | undefined) =>
    key === undefined ? t('sheet.noSystem') : (systems.find(({ id }) => id === key)?.name ?? key)
  const unsaved = new Set(keptIds())
  const begun = [...unsaved].filter((id) => !graphics.has(id)).flatMap((id) => readKept(id)?.graphic ?? [])
  const all: Row[] = [
    ...begun.map((graphic) => ({ graphic, known: undefined, isUnsaved: true })),
    ...[...graphics.values()].map((known) => ({
      graphic: known.graphic,
      known,
      isUnsaved: unsaved.has(known.graphic.id),
    })),
  ]
  const shown = filterRows(all, sought, ({ graphic }) => ({
    id: graphic.id,
    name: text(graphic.name),
    detail: systemOf(graphic.systemKey),
  }))
  return (
    <div className={styles.list}>
      <div className={styles.search}>
        <TextField
          label={t('list.search')}
          isLabelHidden
          placeholder={t('list.search')}
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
      </div>
      {shown.length === 0 && <Empty>{t(all.length === 0 ? 'list.empty' : 'list.nothing')}</Empty>}
      {shown.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('list.name')}</th>
              <th>{t('sheet.system')}</th>
              <th className={styles.number}>{t('list.elements')}</th>
              <th>{t('list.state')}</th>
              <th>
                <span className="srOnly">{t('list.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ graphic, known, isUnsaved }) => {
              const name = text(graphic.name)
              return (
                <tr key={graphic.id}>
                  <td>
                    <button type="button" className={styles.open} onClick={() => onOpen(graphic)}>
                      {name}
                    </button>
                    {isUnsaved && <span className={styles.tag}>{t('list.unsaved')}</span>}
                  </td>
                  <td>{systemOf(graphic.systemKey)}</td>
                  <td className={styles.number}>{graphic.elements.length}</td>
                  <td className={styles.muted}>
                    {known?.saved
                      ? t('version.saved', {
                          version: known.version,
                          who: nameOfActor(known.saved.by),
                          when: dateTime(known.saved.atMs),
                        })
                      : t(known ? 'version.shipped' : 'version.new')}
                  </td>
                  <td className={styles.deeds}>
                    {asked === graphic.id ? (
                      <>
                        <Button
                          size="small"
                          onClick={() => {
                            setAsked(undefined)
                            forgetKept(graphic.id)
                            if (known && known.origin !== 'shipped') onRemove(known)
                          }}
                        >
                          {t(known?.origin === 'changed' ? 'list.backToShipped' : 'list.removeIt', { name })}
                        </Button>
                        <Button size="small" look="plain" onClick={() => setAsked(undefined)}>
                          {t('list.keep')}
                        </Button>
                      </>
                    ) : (
                      <>
                        <IconButton label={t('list.edit', { name })} onClick={() => onOpen(graphic)}>
                          <PencilLine size={14} aria-hidden />
                        </IconButton>
                        <IconButton
                          label={t('list.versions', { name })}
                          isOff={known === undefined}
                          onClick={() => onVersions(graphic.id)}
                        >
                          <History size={14} aria-hidden />
                        </IconButton>
                        <IconButton label={t('list.copy', { name })} isOff={isReadOnly} onClick={() => onCopy(graphic)}>
                          <Copy size={14} aria-hidden />
                        </IconButton>
                        <IconButton
                          label={t('list.export', { name })}
                          onClick={() => saveFile(`${graphic.id}.json`, writeGraphicFile(graphic))}
                        >
                          <Download size={14} aria-hidden />
                        </IconButton>
                        <IconButton
                          label={t('list.remove', { name })}
                          isOff={isReadOnly || (known?.origin === 'shipped' && !isUnsaved)}
                          onClick={() => setAsked(graphic.id)}
                        >
                          <Trash2 size={14} aria-hidden />
                        </IconButton>
                      </>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </div>
  )
}

function filterRows(
  rows: readonly Row[],
  sought: string,
  toOption: (row: Row) => { id: string; name: string; detail: string },
): readonly Row[] {
  if (sought.trim() === '') return rows
  const byId = new Map<string, Row>(rows.map((row) => [row.graphic.id, row]))
  return filterOptions(rows.map(toOption), sought).flatMap(({ id }) => byId.get(id) ?? [])
}
