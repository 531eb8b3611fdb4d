import { useTranslation } from 'react-i18next'
import type { GraphicSource } from '../../../../domain/contract'
import { isUnbound, unboundSource } from '../../../../domain/graphics/edit/newElement'
import { useFormat } from '../../../i18n'
import { SearchField } from '../../../widgets'
import type { Bindings } from './useBindings'

/** A live value: the device found by name, then its property with the unit. */
export function SourceField({
  source,
  bindings,
  isDisabled,
  problem,
  onChange,
}: {
  source: GraphicSource
  bindings: Bindings
  isDisabled: boolean
  problem: string | undefined
  onChange(source: GraphicSource): void
}) {
  const { t } = useTranslation('graphicEditor')
  const { text } = useFormat()
  const property = bindings.property(source)
  const hasDevice = bindings.typeOf(source.deviceId) !== undefined
  const pickDevice = (id: string) => {
    const deviceId = bindings.toReference(id)
    if (deviceId === undefined) return
    const type = bindings.typeOf(deviceId)
    // Another device of the kind keeps the property; one of another kind begins with its main value.
    const kept = type?.properties.find((each) => each.id === source.propertyId)
    const [first] = type?.properties ?? []
    const main = type?.properties.find(({ isMain }) => isMain) ?? first
    onChange({ deviceId, propertyId: (kept ?? main)?.id ?? unboundSource.propertyId })
  }
  return (
    <>
      <SearchField
        label={t('bind.device')}
        shown={isUnbound(source) && !hasDevice ? '' : bindings.deviceName(source.deviceId)}
        offer={bindings.devices}
        isDisabled={isDisabled}
        problem={hasDevice ? undefined : problem}
        onPick={pickDevice}
      />
      <SearchField
        label={t('bind.property')}
        shown={property ? nameWithUnit(text(property.name), property.unit) : isUnbound(source) ? '' : source.propertyId}
        offer={bindings.properties(source.deviceId)}
        isDisabled={isDisabled || !hasDevice}
        problem={hasDevice ? problem : undefined}
        onPick={(propertyId) => onChange({ ...source, propertyId })}
      />
    </>
  )
}

const nameWithUnit = (name: string, unit: string | undefined) => (unit === undefined ? name : `${name} · ${unit}`)
