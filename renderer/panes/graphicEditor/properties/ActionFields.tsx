import { useTranslation } from 'react-i18next'
import type { GraphicAction } from '../../../../domain/contract'
import { GraphicId } from '../../../../domain/contract'
import { unboundSource } from '../../../../domain/graphics/edit/newElement'
import type { EffectiveGraphic } from '../../../../domain/graphics/effective'
import { textLength } from '../../../../domain/things/parameterFault'
import { useFormat } from '../../../i18n'
import { SearchField, SelectField, TextField } from '../../../widgets'
import { filterOptions } from '../../../widgets/pickOptions'
import { DeviceField } from './ContentFields'
import type { FieldsProps } from './fieldProps'
import { OptionalNumber } from './OptionalNumber'
import styles from './Properties.module.css'

type Kind = GraphicAction['kind']
const kinds: readonly Kind[] = ['service', 'device', 'graphic']

/** What a click does: a command on its usual way, the device's own panel, another graphic. */
export function ActionFields(props: FieldsProps & { graphics: ReadonlyMap<string, EffectiveGraphic> }) {
  const { element, bindings, isDisabled, problemAt, onChange } = props
  const { t } = useTranslation('graphicEditor')
  const { text } = useFormat()
  const { action, ...rest } = element
  const set = (next: GraphicAction, field?: string) =>
    onChange({ ...element, action: next }, field && `action ${field}`)
  const device = action && action.kind !== 'graphic' ? action.deviceId : deviceOf(element)
  const begin = (kind: Kind) => {
    if (kind === 'graphic') {
      const first = props.graphics.values().next().value?.graphic.id
      if (first !== undefined) set({ kind, graphicId: first })
    } else if (kind === 'device') set({ kind, deviceId: device })
    else
      set({ kind, deviceId: device, serviceId: bindings.typeOf(device)?.services[0]?.id ?? unboundSource.propertyId })
  }
  const service =
    action?.kind === 'service'
      ? bindings.typeOf(action.deviceId)?.services.find(({ id }) => id === action.serviceId)
      : undefined
  return (
    <>
      <SelectField
        label={t('action.kind')}
        value={action?.kind ?? ''}
        none={['', t('action.none')]}
        options={kinds.map((kind) => [kind, t(`action.${kind}`)] as const)}
        isDisabled={isDisabled}
        onChange={(kind) => (kind === '' ? onChange(rest) : begin(kind))}
      />
      {action && action.kind !== 'graphic' && (
        <DeviceField
          deviceId={action.deviceId}
          bindings={bindings}
          isDisabled={isDisabled}
          problem={problemAt('action.deviceId')}
          onChange={(deviceId) => {
            if (action.kind === 'device') return set({ ...action, deviceId })
            const services = bindings.typeOf(deviceId)?.services ?? []
            const kept = services.find(({ id }) => id === action.serviceId)
            if (kept) return set({ ...action, deviceId })
            set({ kind: 'service', deviceId, serviceId: services[0]?.id ?? unboundSource.propertyId })
          }}
        />
      )}
      {action?.kind === 'service' && (
        <>
          <SearchField
            label={t('action.pickService')}
            shown={service ? text(service.name) : ''}
            offer={bindings.services(action.deviceId)}
            isDisabled={isDisabled}
            problem={problemAt('action.serviceId')}
            onPick={(serviceId) => set({ kind: 'service', deviceId: action.deviceId, serviceId })}
          />
          {service?.input.map((parameter) => {
            const { id, name, type, unit, values } = parameter
            const { [id]: given, ...others } = action.input ?? {}
            // What is left empty is asked for when the command is given.
            const setInput = (next: number | string | undefined) =>
              set({ ...action, input: next === undefined ? others : { ...others, [id]: next } }, id)
            const label = unit === undefined ? text(name) : `${text(name)} (${unit})`
            if (type === 'text')
              return (
                <TextField
                  key={id}
                  label={text(name)}
                  value={String(given ?? '')}
                  maxLength={textLength(parameter)}
                  disabled={isDisabled}
                  problem={problemAt(`action.input.${id}`)}
                  placeholder={t('action.whenAsked')}
                  onChange={({ target }) => setInput(target.value === '' ? undefined : target.value)}
                />
              )
            return values ? (
              <SelectField
                key={id}
                label={label}
                value={given === undefined ? '' : String(given)}
                options={[
                  ['', t('action.whenAsked')],
                  ...values.map((each) => [String(each.value), text(each.name)] as const),
                ]}
                isDisabled={isDisabled}
                problem={problemAt(`action.input.${id}`)}
                onChange={(next) => setInput(next === '' ? undefined : Number(next))}
              />
            ) : (
              <OptionalNumber
                key={id}
                label={label}
                value={given === undefined ? undefined : Number(given)}
                placeholder={t('action.whenAsked')}
                isDisabled={isDisabled}
                problem={problemAt(`action.input.${id}`)}
                onChange={setInput}
              />
            )
          })}
          {service && <p className={styles.hint}>{t('action.commandClass', { class: service.commandClass })}</p>}
        </>
      )}
      {action?.kind === 'graphic' && (
        <SearchField
          label={t('action.pickGraphic')}
          shown={nameOf(props.graphics, action.graphicId, text)}
          offer={(sought) =>
            filterOptions(
              [...props.graphics.values()].map(({ graphic }) => ({ id: graphic.id, name: text(graphic.name) })),
              sought,
            )
          }
          isDisabled={isDisabled}
          problem={problemAt('action.graphicId')}
          onPick={(id) => {
            const graphicId = GraphicId.safeParse(id).data
            if (graphicId !== undefined) set({ kind: 'graphic', graphicId })
          }}
        />
      )}
    </>
  )
}

/** The device that an element already shows: its action is most often for that one. */
const deviceOf = (element: FieldsProps['element']) =>
  'source' in element
    ? element.source.deviceId
    : 'deviceId' in element && element.deviceId !== undefined
      ? element.deviceId
      : unboundSource.deviceId

const nameOf = (
  graphics: ReadonlyMap<string, EffectiveGraphic>,
  id: string,
  text: (name: { zh: string; en: string }) => string,
) => {
  const known = graphics.get(id)
  return known ? text(known.graphic.name) : id
}
