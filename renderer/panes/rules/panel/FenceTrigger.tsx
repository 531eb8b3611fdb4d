import { useState } from 'react'
import { MapPinned } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { BuildingId, type Ring, type RuleFence, type RuleTrigger } from '../../../../domain/contract'
import { useRegistry } from '../../../feed'
import { useFormat } from '../../../i18n'
import { Button, ChipsField, NumberField, SearchField, SelectField } from '../../../widgets'
import { filterOptions } from '../../../widgets/pickOptions'
import { areaM2, cornersOf, ringOf, squareAround } from '../fence/corners'
import { FenceDialog } from '../fence/FenceDialog'
import { useRuleNames } from '../useRuleWords'
import { useRuleOptions } from '../useRuleOptions'
import { asText } from './asText'
import { DevicesField } from './DevicesField'
import type { PartProps } from './panelProps'
import styles from './Panel.module.css'

type Geofence = Extract<RuleTrigger, { kind: 'geofence' }>

/** Who crosses which line which way: a building, a circle around a place, or a line that is drawn. */
export function FenceTrigger({
  part,
  isDisabled,
  onChange,
}: Omit<PartProps<RuleTrigger>, 'part'> & { part: Geofence }) {
  const { t } = useTranslation(['rules', 'dispatch'])
  const registry = useRegistry()
  const { text, number } = useFormat()
  const names = useRuleNames()
  const options = useRuleOptions()
  const { fence, who } = part
  const [isDrawing, setDrawing] = useState(false)
  const gates = registry.geometry.gates.map(({ id, name }) => ({ id, name: text(name), detail: t('field.gate') }))
  return (
    <>
      <SelectField
        label={t('field.crossing')}
        value={part.crossing}
        options={[
          ['enter', t('crossing.enter')],
          ['leave', t('crossing.leave')],
        ]}
        isDisabled={isDisabled}
        onChange={(crossing) => onChange({ ...part, crossing })}
      />
      <SelectField<'people' | 'devices'>
        label={t('field.who')}
        value={who.kind}
        options={[
          ['people', t('who.people')],
          ['devices', t('who.devices')],
        ]}
        isDisabled={isDisabled}
        onChange={(kind) =>
          onChange({ ...part, who: kind === 'people' ? { kind } : { kind, devices: { systemKeys: [] } } })
        }
      />
      {who.kind === 'people' ? (
        <ChipsField
          label={t('field.posts')}
          values={who.posts ?? []}
          nameOf={(id) => options.posts('').find((each) => each.id === id)?.name ?? id}
          offer={options.posts}
          most={20}
          isDisabled={isDisabled}
          toValue={asText}
          onChange={(posts) =>
            onChange({ ...part, who: posts.length === 0 ? { kind: 'people' } : { kind: 'people', posts } })
          }
        />
      ) : (
        <DevicesField
          devices={who.devices}
          isDisabled={isDisabled}
          onChange={(devices) => onChange({ ...part, who: { kind: 'devices', devices } })}
        />
      )}
      <SelectField
        label={t('field.fence')}
        value={fence.kind}
        options={[
          ['building', t('fence.building')],
          ['circle', t('fence.circle')],
          ['ring', t('fence.ring')],
        ]}
        isDisabled={isDisabled}
        onChange={(kind) => {
          const [building] = registry.geometry.buildings
          if (kind === 'building' && building) onChange({ ...part, fence: { kind, buildingId: building.id } })
          if (kind === 'circle') onChange({ ...part, fence: { kind, centre: registry.geometry.centre, radiusM: 100 } })
          if (kind === 'ring') onChange({ ...part, fence: { kind, ring: lineAround(fence, registry) } })
        }}
      />
      {fence.kind === 'building' && (
        <SearchField
          label={t('fence.building')}
          shown={names.building(fence.buildingId)}
          offer={options.buildings}
          isDisabled={isDisabled}
          onPick={(id) => onChange({ ...part, fence: { kind: 'building', buildingId: BuildingId.parse(id) } })}
        />
      )}
      {fence.kind === 'circle' && (
        <>
          <SearchField
            label={t('field.centre')}
            shown={
              gates.find(
                ({ id }) =>
                  registry.geometry.gates.find((gate) => gate.id === id)?.lngLat.join() === fence.centre.join(),
              )?.name ?? fence.centre.map((each) => each.toFixed(5)).join(', ')
            }
            offer={(sought) => filterOptions(gates, sought)}
            isDisabled={isDisabled}
            onPick={(id) => {
              const gate = registry.geometry.gates.find((each) => each.id === id)
              if (gate) onChange({ ...part, fence: { ...fence, centre: gate.lngLat } })
            }}
          />
          <NumberField
            label={t('field.radius')}
            value={fence.radiusM}
            min={1}
            max={10_000}
            unit="m"
            isDisabled={isDisabled}
            onChange={(radiusM) => onChange({ ...part, fence: { ...fence, radiusM } }, 'radius')}
          />
        </>
      )}
      {fence.kind === 'ring' && (
        <>
          <p className={styles.hint}>
            {t('fenceDraw.size', {
              count: cornersOf(fence.ring).length,
              area: number(areaM2(cornersOf(fence.ring))),
            })}
          </p>
          <Button disabled={isDisabled} onClick={() => setDrawing(true)}>
            <MapPinned size={14} aria-hidden />
            {t('fenceDraw.open')}
          </Button>
          {isDrawing && (
            <FenceDialog
              ring={fence.ring}
              onClose={() => setDrawing(false)}
              onDone={(ring) => {
                setDrawing(false)
                onChange({ ...part, fence: { kind: 'ring', ring } })
              }}
            />
          )}
        </>
      )}
    </>
  )
}

/** Side of the square that a line begins as where there is nothing to begin with, m. */
const firstSideM = 200

/** A line to begin with: around what the fence was before. */
function lineAround(fence: RuleFence, registry: ReturnType<typeof useRegistry>): Ring {
  if (fence.kind === 'ring') return fence.ring
  const footprint = fence.kind === 'building' ? registry.building(fence.buildingId)?.footprint : undefined
  const [centre, halfM] =
    fence.kind === 'circle' ? [fence.centre, fence.radiusM] : [registry.geometry.centre, firstSideM / 2]
  return footprint ?? ringOf(squareAround(centre, halfM)) ?? []
}
