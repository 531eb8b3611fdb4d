import { useTranslation } from 'react-i18next'
import type { DeviceService } from '../../../domain/contract'
import { EditTable, TextCell } from '../../widgets'
import { changedAt, droppedAt, mostInterlocks, newInterlock } from './partDraft'
import type { DraftProblem } from './typeDraft'
import styles from './TypeEditor.module.css'

/** What must hold before a service is carried out, and what people are told when it does not. */
export function InterlockEditor({
  service,
  path,
  problems,
  onChange,
}: {
  service: DeviceService
  path: string
  problems: readonly DraftProblem[]
  onChange(service: DeviceService): void
}) {
  const { t } = useTranslation('deviceTypes')
  const interlocks = service.interlocks ?? []
  const put = (next: typeof interlocks) => {
    const { interlocks: _before, ...rest } = service
    onChange(next.length === 0 ? rest : { ...service, interlocks: next })
  }
  const heads = { id: t('head.id'), allow: t('head.allow'), zh: t('head.toldZh'), en: t('head.toldEn') }
  return (
    <section className={styles.fields} aria-label={t('interlocks')}>
      <h4 className={styles.fieldsTitle}>{t('interlocks')}</h4>
      <EditTable
        label={t('interlocks')}
        heads={Object.values(heads)}
        items={interlocks}
        nameOf={({ id }) => `${t('interlocks')} ${id}`}
        onDrop={(at) => put(droppedAt(interlocks, at))}
        add={{
          label: t('addInterlock'),
          isFull: interlocks.length >= mostInterlocks,
          onAdd: () => put([...interlocks, newInterlock()]),
        }}
        cellsOf={(interlock, at) => {
          const label = (head: string) => `${t('interlocks')} ${interlock.id} ${head}`
          const isWrong = (part: string) =>
            problems.some((one) => one.path.startsWith(`${path}.interlocks[${at}].${part}`))
          const change = (part: Partial<typeof interlock>) => put(changedAt(interlocks, at, { ...interlock, ...part }))
          return [
            <TextCell
              key="id"
              label={label(heads.id)}
              value={interlock.id}
              width="wide"
              isWrong={isWrong('id')}
              onChange={(id) => change({ id })}
            />,
            <TextCell
              key="allow"
              label={label(heads.allow)}
              value={interlock.allow}
              width="code"
              maxLength={500}
              placeholder="car_door == 1 && load < 80"
              isWrong={isWrong('allow')}
              onChange={(allow) => change({ allow })}
            />,
            ...(['zh', 'en'] as const).map((language) => (
              <TextCell
                key={language}
                label={label(heads[language])}
                value={interlock.text[language]}
                width="wide"
                isWrong={language === 'zh' && isWrong('text.zh')}
                onChange={(words) => change({ text: { ...interlock.text, [language]: words } })}
              />
            )),
          ]
        }}
      />
    </section>
  )
}
