import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EffectiveGraphic } from '../../../domain/graphics/effective'
import { isFamily } from '../../alarms/families'
import { useCollection } from '../../feed'
import { useFormat } from '../../i18n'
import { Empty, Sign, TextField } from '../../widgets'
import { groupGraphics, worstAlarms } from './groupGraphics'
import styles from './Graphics.module.css'

/** All graphics by family, found by name; each with the worst alarm that stands in it. */
export function GraphicIndex({
  graphics,
  chosen,
  onChoose,
}: {
  graphics: readonly EffectiveGraphic[]
  chosen: string | undefined
  onChoose(graphicId: string): void
}) {
  const { t } = useTranslation(['graphics', 'common'])
  const format = useFormat()
  const { items: alarms } = useCollection('alarm.changed')
  const [sought, setSought] = useState('')
  const worst = useMemo(() => worstAlarms(graphics, alarms.values()), [graphics, alarms])
  const groups = useMemo(() => {
    const words = sought.trim().toLowerCase()
    return groupGraphics(graphics, ({ graphic: { id, name } }) =>
      [id, name.zh, name.en].some((each) => each.toLowerCase().includes(words)),
    )
  }, [graphics, sought])
  const nameOf = (key: string) =>
    key === 'general' || key === 'types' ? t(`group.${key}`) : isFamily(key) ? t(`common:system.${key}`) : key
  return (
    <nav className={styles.index} aria-label={t('list')}>
      <div className={styles.search}>
        <TextField
          label={t('search')}
          isLabelHidden
          type="search"
          placeholder={t('search')}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      </div>
      <div className={styles.groups}>
        {groups.length === 0 && <Empty>{graphics.length === 0 ? t('none') : t('nothingFound')}</Empty>}
        {groups.map(({ key, graphics: own }) => (
          <section key={key}>
            <h3 className={styles.group}>{nameOf(key)}</h3>
            {own.map(({ graphic }) => {
              const alarm = worst.get(graphic.id)
              return (
                <button
                  key={graphic.id}
                  type="button"
                  className={styles.entry}
                  aria-current={graphic.id === chosen ? 'page' : undefined}
                  onClick={() => onChoose(graphic.id)}
                >
                  <span className={styles.grow}>{format.text(graphic.name)}</span>
                  {alarm && <Sign priority={alarm.priority} state={alarm.state} size={16} />}
                </button>
              )
            })}
          </section>
        ))}
      </div>
    </nav>
  )
}
