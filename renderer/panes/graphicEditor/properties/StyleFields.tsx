import { useTranslation } from 'react-i18next'
import type { ElementStyle } from '../../../../domain/contract'
import { without } from '../../../../domain/graphics/edit/without'
import { Checkbox, FormGrid, NumberField } from '../../../widgets'
import { InkField } from './InkField'

/** Line, filling and what belongs to them; of several elements those values are shown that all have. */
export function StyleFields({
  styles: all,
  isDisabled,
  onChange,
}: {
  styles: readonly ElementStyle[]
  isDisabled: boolean
  onChange(change: (style: ElementStyle) => ElementStyle, field?: string): void
}) {
  const { t } = useTranslation('graphicEditor')
  const [first] = all
  if (!first) return undefined
  const common = <K extends keyof ElementStyle>(key: K): ElementStyle[K] | undefined =>
    all.every((each) => each[key] === first[key]) ? first[key] : undefined
  return (
    <>
      <InkField
        label={t('style.line')}
        value={common('line')}
        isDisabled={isDisabled}
        onChange={(line) => onChange((style) => ({ ...style, line }))}
      />
      <InkField
        label={t('style.fill')}
        value={common('fill')}
        isDisabled={isDisabled}
        onChange={(fill) => onChange((style) => ({ ...style, fill }))}
      />
      <FormGrid columns={2}>
        <NumberField
          label={t('style.lineWidth')}
          value={first.lineWidth}
          min={0}
          max={60}
          isDisabled={isDisabled}
          onChange={(lineWidth) => onChange((style) => ({ ...style, lineWidth }), 'lineWidth')}
        />
        <NumberField
          label={t('style.opacity')}
          value={Math.round((first.opacity ?? 1) * 100)}
          min={0}
          max={100}
          unit="%"
          isDisabled={isDisabled}
          onChange={(percent) =>
            onChange(
              (style) => (percent === 100 ? without(style, 'opacity') : { ...style, opacity: percent / 100 }),
              'opacity',
            )
          }
        />
        <NumberField
          label={t('style.radius')}
          value={first.radius ?? 0}
          min={0}
          max={400}
          isDisabled={isDisabled}
          onChange={(radius) =>
            onChange((style) => (radius === 0 ? without(style, 'radius') : { ...style, radius }), 'radius')
          }
        />
      </FormGrid>
      <Checkbox
        isChecked={common('isDashed') === true}
        isDisabled={isDisabled}
        onChange={(isDashed) => onChange((style) => (isDashed ? { ...style, isDashed } : without(style, 'isDashed')))}
      >
        {t('style.dashed')}
      </Checkbox>
    </>
  )
}
