import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  DeviceId,
  type DeviceReference,
  type DeviceType,
  type GraphicSource,
  type Property,
} from '../../../../domain/contract'
import { isUnbound } from '../../../../domain/graphics/edit/newElement'
import { useRegistry } from '../../../feed'
import { useFormat } from '../../../i18n'
import { filterOptions, type PickOption } from '../../../widgets/pickOptions'

type Offer = (sought: string) => readonly PickOption[]

/** What elements of a graphic can be tied to, by name. */
export interface Bindings {
  devices: Offer
  /** Devices of the type that the graphic serves. */
  ofOwnType: Offer
  deviceName(reference: DeviceReference | undefined): string
  typeOf(reference: DeviceReference | undefined): DeviceType | undefined
  property(source: GraphicSource): Property | undefined
  properties(reference: DeviceReference): Offer
  services(reference: DeviceReference): Offer
  /** What was picked, as the contract writes it. */
  toReference(id: string): DeviceReference | undefined
}

/** @param forTypeId type that the graphic serves: `$device` can be chosen then */
export function useBindings(forTypeId: string | undefined): Bindings {
  const registry = useRegistry()
  const { t } = useTranslation('graphicEditor')
  const { text } = useFormat()
  return useMemo(() => {
    const own = forTypeId === undefined ? undefined : registry.types.get(forTypeId)
    const typeOf = (reference: DeviceReference | undefined) => {
      if (reference === '$device') return own
      const index = reference === undefined ? undefined : registry.deviceIndex(reference)
      return index === undefined ? undefined : registry.deviceType(index)
    }
    const { ids, namesZh, namesEn } = registry.devices
    const nameAt = (index: number) => text({ zh: namesZh[index] ?? '', en: namesEn[index] ?? '' })
    // Tens of thousands: made when the first is asked for.
    const devices: PickOption[] = []
    const members = (
      list: readonly { id: string; name: { zh: string; en: string }; unit?: string | undefined }[],
    ): Offer => {
      const options = list.map(({ id, name, unit }) => ({ id, name: text(name), detail: unit ?? id }))
      return (sought) => filterOptions(options, sought)
    }
    return {
      typeOf,
      devices(sought) {
        if (devices.length === 0) {
          if (own) devices.push({ id: '$device', name: t('bind.ownDevice'), detail: text(own.name) })
          for (const [index, id] of ids.entries()) devices.push({ id, name: nameAt(index), detail: id })
        }
        return filterOptions(devices, sought)
      },
      ofOwnType(sought) {
        const options: PickOption[] = []
        if (!own) return options
        for (const [index, id] of ids.entries())
          if (registry.deviceType(index) === own) options.push({ id, name: nameAt(index), detail: id })
        return filterOptions(options, sought)
      },
      deviceName(reference) {
        if (reference === undefined) return ''
        if (reference === '$device') return own ? t('bind.ownDevice') : ''
        const index = registry.deviceIndex(reference)
        return index === undefined ? reference : nameAt(index)
      },
      property: (source) =>
        isUnbound(source) ? undefined : typeOf(source.deviceId)?.properties.find(({ id }) => id === source.propertyId),
      properties: (reference) => members(typeOf(reference)?.properties ?? []),
      services: (reference) => members(typeOf(reference)?.services ?? []),
      toReference: (id) => (id === '$device' ? id : DeviceId.safeParse(id).data),
    }
  }, [registry, forTypeId, text, t])
}
