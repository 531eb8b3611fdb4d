import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { OutputField, type DeviceEvent, type DeviceType } from '../../../domain/contract'
import { Button, Empty, SelectField } from '../../widgets'
import { FieldEditor } from './FieldEditor'
import { IdentityCells } from './IdentityCells'
import { changedAt, droppedAt, mostParts, newEvent } from './partDraft'
import type { DraftProblem } from './typeDraft'
import styles from './TypeEditor.module.css'

const levels = ['info', 'alert', 'error'] as const

/** What devices of the type tell once: how they rate it themselves, and what it bears. */
export function EventEditor({
  type,
  problems,
  onChange,
}: {
  type: DeviceType
  problems: readonly DraftProblem[]
  onChange(type: DeviceType): void
}) {
  const { t } = useTranslation('deviceTypes')
  const put = (events: DeviceEvent[]) => onChange({ ...type, events })
  return (
    <div className={styles.parts}>
      {type.events.length === 0 && <Empty>{t('noEvents')}</Empty>}
      {type.events.map((event, at) => {
        const path = `events[${at}]`
        const name = event.name.zh || event.id
        const isWrong = (part: string) => problems.some((one) => one.path.startsWith(`${path}.${part}`))
        const change = (next: DeviceEvent) => put(changedAt(type.events, at, next))
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a new event has nothing else of its own while it is typed
          <section key={at} className={styles.part} aria-label={name || t('newEvent')}>
            <div className={styles.partHead}>
              <IdentityCells of={event} isWrong={isWrong} onChange={(part) => change({ ...event, ...part })} />
              <SelectField<(typeof levels)[number]>
                label={t('head.level')}
                value={event.level ?? 'info'}
                options={levels.map((level) => [level, t(`level.${level}`)])}
                onChange={(level) => change({ ...event, level })}
              />
              <span className={styles.spring} />
              <Button
                size="small"
                look="plain"
                aria-label={t('dropEvent', { name })}
                onClick={() => put(droppedAt(type.events, at))}
              >
                <Trash2 size={14} aria-hidden />
              </Button>
            </div>
            <FieldEditor<OutputField>
              title={t('head.fields')}
              fields={event.fields ?? []}
              kinds={OutputField.shape.type.options}
              path={`${path}.fields`}
              problems={problems}
              addLabel={t('addField')}
              onChange={(fields) => {
                const { fields: _before, ...rest } = event
                change(fields.length === 0 ? rest : { ...event, fields })
              }}
            />
          </section>
        )
      })}
      <Button size="small" disabled={type.events.length >= mostParts} onClick={() => put([...type.events, newEvent()])}>
        <Plus size={14} aria-hidden />
        {t('addEvent')}
      </Button>
    </div>
  )
}
