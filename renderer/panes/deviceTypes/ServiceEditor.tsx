import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import {
  CommandClass,
  OutputField,
  ServiceParameter,
  type DeviceService,
  type DeviceType,
} from '../../../domain/contract'
import { Button, Empty, NumberField, SelectField } from '../../widgets'
import { FieldEditor } from './FieldEditor'
import { changedAt, droppedAt, mostParts, newService } from './partDraft'
import { IdentityCells } from './IdentityCells'
import { InterlockEditor } from './InterlockEditor'
import type { DraftProblem } from './typeDraft'
import styles from './TypeEditor.module.css'

const classes = [0, 1, 2, 3] as const
const calls = ['rrpc', 'pubSub'] as const

/** What devices of the type can be asked to do: class, time, inputs, answers, and what must hold before it is done. */
export function ServiceEditor({
  type,
  problems,
  onChange,
}: {
  type: DeviceType
  problems: readonly DraftProblem[]
  onChange(type: DeviceType): void
}) {
  const { t } = useTranslation('deviceTypes')
  const put = (services: DeviceService[]) => onChange({ ...type, services })
  return (
    <div className={styles.parts}>
      {type.services.length === 0 && <Empty>{t('noServices')}</Empty>}
      {type.services.map((service, at) => (
        <ServicePart
          // oxlint-disable-next-line react/no-array-index-key -- a new service has nothing else of its own while it is typed
          key={at}
          service={service}
          path={`services[${at}]`}
          problems={problems}
          onChange={(next) => put(changedAt(type.services, at, next))}
          onDrop={() => put(droppedAt(type.services, at))}
        />
      ))}
      <Button
        size="small"
        disabled={type.services.length >= mostParts}
        onClick={() => put([...type.services, newService()])}
      >
        <Plus size={14} aria-hidden />
        {t('addService')}
      </Button>
    </div>
  )
}

function ServicePart({
  service,
  path,
  problems,
  onChange,
  onDrop,
}: {
  service: DeviceService
  path: string
  problems: readonly DraftProblem[]
  onChange(service: DeviceService): void
  onDrop(): void
}) {
  const { t } = useTranslation(['deviceTypes', 'common'])
  const name = service.name.zh || service.id
  const isWrong = (part: string) => problems.some((one) => one.path.startsWith(`${path}.${part}`))
  return (
    <section className={styles.part} aria-label={name || t('newService')}>
      <div className={styles.partHead}>
        <IdentityCells of={service} isWrong={isWrong} onChange={(part) => onChange({ ...service, ...part })} />
        <SelectField<string>
          label={t('head.class')}
          value={String(service.commandClass)}
          options={classes.map((each) => [String(each), t(`class.${each}`)])}
          onChange={(chosen) => onChange({ ...service, commandClass: CommandClass.parse(Number(chosen)) })}
        />
        <NumberField
          className={styles.seconds}
          label={t('head.timeout')}
          value={service.timeoutMs / 1000}
          min={0.5}
          max={30}
          unit={t('common:unit.second')}
          onChange={(seconds) => onChange({ ...service, timeoutMs: Math.round(seconds * 1000) })}
        />
        <SelectField<(typeof calls)[number]>
          label={t('head.call')}
          value={service.call ?? 'rrpc'}
          options={calls.map((each) => [each, t(`call.${each}`)])}
          onChange={(call) => onChange({ ...service, call })}
        />
        <span className={styles.spring} />
        <Button size="small" look="plain" aria-label={t('dropService', { name })} onClick={onDrop}>
          <Trash2 size={14} aria-hidden />
        </Button>
      </div>
      <FieldEditor<ServiceParameter>
        title={t('head.input')}
        fields={service.input}
        kinds={ServiceParameter.shape.type.options}
        path={`${path}.input`}
        problems={problems}
        addLabel={t('addInput')}
        onChange={(input) => onChange({ ...service, input })}
      />
      <FieldEditor<OutputField>
        title={t('head.output')}
        fields={service.output ?? []}
        kinds={OutputField.shape.type.options}
        path={`${path}.output`}
        problems={problems}
        addLabel={t('addOutput')}
        onChange={(output) => {
          const { output: _before, ...rest } = service
          onChange(output.length === 0 ? rest : { ...service, output })
        }}
      />
      <InterlockEditor service={service} path={path} problems={problems} onChange={onChange} />
    </section>
  )
}
