import { useTranslation } from 'react-i18next'
import type { Frame } from '../../../../domain/contract'
import { withTurn } from '../../../../domain/graphics/edit/resize'
import { FormGrid, NumberField } from '../../../widgets'
import type { FieldsProps } from './fieldProps'

/** Position and size on the sheet, and how far it is turned. */
export function FrameFields({
  element,
  isDisabled,
  onChange,
}: Pick<FieldsProps, 'element' | 'isDisabled' | 'onChange'>) {
  const { t } = useTranslation('graphicEditor')
  const { frame } = element
  const change = (next: Frame, field: string) => onChange({ ...element, frame: next }, field)
  const parts = ['x', 'y', 'width', 'height'] as const
  return (
    <FormGrid columns={2}>
      {parts.map((part) => (
        <NumberField
          key={part}
          label={t(`frame.${part}`)}
          value={frame[part]}
          min={part === 'width' || part === 'height' ? 1 : -8_000}
          max={part === 'width' || part === 'height' ? 8_000 : 16_000}
          isDisabled={isDisabled}
          onChange={(value) => change({ ...frame, [part]: value }, part)}
        />
      ))}
      <NumberField
        label={t('frame.turn')}
        value={frame.turnDeg ?? 0}
        min={-360}
        max={360}
        unit="°"
        isDisabled={isDisabled}
        onChange={(deg) => change(withTurn(frame, deg), 'turn')}
      />
    </FormGrid>
  )
}
