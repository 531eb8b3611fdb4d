import { useTranslation } from 'react-i18next'
import { BuildingId, PlotId, type RuleDraft } from '../../../../domain/contract'
import { useRuleNames } from '../useRuleWords'
import { useRuleOptions } from '../useRuleOptions'
import { ChipsField } from '../../../widgets'

type Areas = RuleDraft['areas']

/** Where a cause must stand; nothing chosen is everywhere. */
export function PlaceFields({
  areas,
  isDisabled,
  onChange,
}: {
  areas: Areas
  isDisabled: boolean
  onChange(areas: Areas): void
}) {
  const { t } = useTranslation('rules')
  const names = useRuleNames()
  const options = useRuleOptions()
  return (
    <>
      <ChipsField
        label={t('field.plots')}
        values={areas.plotIds}
        nameOf={names.plot}
        offer={options.plots}
        most={200}
        isDisabled={isDisabled}
        toValue={(id) => PlotId.safeParse(id).data}
        onChange={(plotIds) => onChange({ ...areas, plotIds })}
      />
      <ChipsField
        label={t('field.buildings')}
        values={areas.buildingIds}
        nameOf={names.building}
        offer={options.buildings}
        most={500}
        isDisabled={isDisabled}
        toValue={(id) => BuildingId.safeParse(id).data}
        onChange={(buildingIds) => onChange({ ...areas, buildingIds })}
      />
    </>
  )
}
