import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DeviceService } from '../../../domain/contract'
import { Button } from '../../widgets'
import { TextCell } from './Cells'
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
  const heads = ['id', 'allow', 'toldZh', 'toldEn'] as const
  return (
    <section className={styles.fields} aria-label={t('interlocks')}>
      <h4 className={styles.fieldsTitle}>{t('interlocks')}</h4>
      {interlocks.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {t(`head.${head}`)}
                </th>
              ))}
              <th scope="col">
                <span className="srOnly">{t('head.drop')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {interlocks.map((interlock, at) => {
              const label = (head: string) => `${t('interlocks')} ${interlock.id} ${head}`
              const isWrong = (part: string) =>
                problems.some((one) => one.path.startsWith(`${path}.interlocks[${at}].${part}`))
              return (
                // oxlint-disable-next-line react/no-array-index-key -- a new one has nothing else of its own while it is typed
                <tr key={at}>
                  <td>
                    <TextCell
                      label={label(t('head.id'))}
                      value={interlock.id}
                      isWide
                      isWrong={isWrong('id')}
                      onChange={(id) => put(changedAt(interlocks, at, { ...interlock, id }))}
                    />
                  </td>
                  <td>
                    <input
                      className={styles.cellCode}
                      aria-label={label(t('head.allow'))}
                      aria-invalid={isWrong('allow') || undefined}
                      placeholder="car_door == 1 && load < 80"
                      maxLength={500}
                      spellCheck={false}
                      value={interlock.allow}
                      onChange={({ target }) => put(changedAt(interlocks, at, { ...interlock, allow: target.value }))}
                    />
                  </td>
                  {(['zh', 'en'] as const).map((language) => (
                    <td key={language}>
                      <TextCell
                        label={label(t(language === 'zh' ? 'head.toldZh' : 'head.toldEn'))}
                        value={interlock.text[language]}
                        isWide
                        isWrong={language === 'zh' && isWrong('text.zh')}
                        onChange={(words) =>
                          put(
                            changedAt(interlocks, at, {
                              ...interlock,
                              text: { ...interlock.text, [language]: words },
                            }),
                          )
                        }
                      />
                    </td>
                  ))}
                  <td>
                    <Button
                      size="small"
                      look="plain"
                      aria-label={t('dropField', { name: `${t('interlocks')} ${interlock.id}` })}
                      onClick={() => put(droppedAt(interlocks, at))}
                    >
                      <X size={14} aria-hidden />
                    </Button>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      <Button
        size="small"
        look="plain"
        disabled={interlocks.length >= mostInterlocks}
        onClick={() => put([...interlocks, newInterlock()])}
      >
        <Plus size={14} aria-hidden />
        {t('addInterlock')}
      </Button>
    </section>
  )
}
