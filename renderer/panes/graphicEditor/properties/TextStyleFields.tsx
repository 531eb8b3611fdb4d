import { useTranslation } from 'react-i18next'
import type { TextStyle } from '../../../../domain/contract'
import { without } from '../../../../domain/graphics/edit/without'
import { Checkbox, FormGrid, NumberField, SelectField } from '../../../widgets'
import { InkField } from './InkField'

/** Letters as they are where an element says nothing of them. */
const usual: TextStyle = { size: 14, weight: 'normal', align: 'start', ink: 'strong' }

/** How the letters of elements look. */
export function TextStyleFields({
  texts,
  isDisabled,
  onChange,
}: {
  texts: readonly (TextStyle | undefined)[]
  isDisabled: boolean
  onChange(change: (text: TextStyle) => TextStyle, field?: string): void
}) {
  const { t } = useTranslation('graphicEditor')
  const first = texts[0] ?? usual
  const isInkCommon = texts.every((each) => (each ?? usual).ink === first.ink)
  return (
    <>
      <FormGrid columns={2}>
        <NumberField
          label={t('text.size')}
          value={first.size}
          min={4}
          max={400}
          isDisabled={isDisabled}
          onChange={(size) => onChange((text) => ({ ...text, size }), 'size')}
        />
        <SelectField
          label={t('text.align')}
          value={first.align}
          options={[
            ['start', t('text.start')],
            ['middle', t('text.middle')],
            ['end', t('text.end')],
          ]}
          isDisabled={isDisabled}
          onChange={(align) => onChange((text) => ({ ...text, align }))}
        />
      </FormGrid>
      <FormGrid columns={2}>
        <Checkbox
          isChecked={first.weight === 'bold'}
          isDisabled={isDisabled}
          onChange={(isBold) => onChange((text) => ({ ...text, weight: isBold ? 'bold' : 'normal' }))}
        >
          {t('text.bold')}
        </Checkbox>
        <Checkbox
          isChecked={first.isItalic === true}
          isDisabled={isDisabled}
          onChange={(isItalic) => onChange((text) => (isItalic ? { ...text, isItalic } : without(text, 'isItalic')))}
        >
          {t('text.italic')}
        </Checkbox>
      </FormGrid>
      <InkField
        label={t('text.ink')}
        value={isInkCommon ? first.ink : undefined}
        isDisabled={isDisabled}
        onChange={(ink) => onChange((text) => ({ ...text, ink }))}
      />
    </>
  )
}

/** The letters of an element after a change; of one that said nothing the usual ones are changed. */
export const changedText = (text: TextStyle | undefined, change: (text: TextStyle) => TextStyle): TextStyle =>
  change(text ?? usual)
