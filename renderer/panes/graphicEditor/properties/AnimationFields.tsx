import { Play, Plus, Square, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Animation, GraphicSource, ValueRange } from '../../../../domain/contract'
import { effects, newAnimation } from '../../../../domain/graphics/edit/newAnimation'
import { unboundSource } from '../../../../domain/graphics/edit/newElement'
import { sourcesOf } from '../../../../domain/graphics/partsOf'
import { useFormat } from '../../../i18n'
import { Button, Checkbox, FormGrid, NumberField, SelectField } from '../../../widgets'
import { InkField } from './InkField'
import { OptionalNumber } from './OptionalNumber'
import { SourceField } from './SourceField'
import type { FieldsProps } from './fieldProps'
import styles from './Properties.module.css'

const mostAnimations = 12

export interface AnimationFieldsProps extends FieldsProps {
  /** Which animation is being tried out. */
  triedAt: number | undefined
  onTry(at: number | undefined): void
}

/** What live values do to an element: one block an animation, each to be tried out with a value that sets it off. */
export function AnimationFields(props: AnimationFieldsProps) {
  const { element, isDisabled, triedAt, onTry, onChange } = props
  const { t } = useTranslation('graphicEditor')
  const { animations } = element
  const change = (next: Animation[], field?: string) => onChange({ ...element, animations: next }, field)
  // What an element shows is most often what moves it.
  const [nearest] = sourcesOf(element)
  const own = 'deviceId' in element && element.deviceId !== undefined ? element.deviceId : unboundSource.deviceId
  const source = nearest?.source ?? { ...unboundSource, deviceId: own }
  return (
    <>
      {animations.map((animation, at) => (
        <fieldset key={at} className={styles.part}>
          <legend className={styles.partName}>{t('animation.number', { number: at + 1 })}</legend>
          <div className={styles.partHead}>
            <SelectField
              className={styles.grow}
              label={t('animation.effect')}
              isLabelHidden
              value={animation.effect}
              options={effects.map((effect) => [effect, t(`effect.${effect}`)] as const)}
              isDisabled={isDisabled}
              onChange={(effect) => {
                const fresh = newAnimation(effect, animation.source)
                const when = 'when' in animation && 'when' in fresh ? { when: animation.when } : {}
                change(animations.with(at, { ...fresh, ...when }))
              }}
            />
            <button
              type="button"
              className={styles.icon}
              aria-pressed={triedAt === at}
              aria-label={t('animation.try', { number: at + 1 })}
              title={t('animation.try', { number: at + 1 })}
              onClick={() => onTry(triedAt === at ? undefined : at)}
            >
              {triedAt === at ? <Square size={14} aria-hidden /> : <Play size={14} aria-hidden />}
            </button>
            <button
              type="button"
              className={styles.icon}
              aria-label={t('animation.remove', { number: at + 1 })}
              title={t('animation.remove', { number: at + 1 })}
              disabled={isDisabled}
              onClick={() => change(animations.toSpliced(at, 1))}
            >
              <Trash2 size={14} aria-hidden />
            </button>
          </div>
          <OneAnimation
            {...props}
            animation={animation}
            problem={problemOf(props, at)}
            onAnimation={(next, field) => change(animations.with(at, next), field && `animation ${at} ${field}`)}
          />
        </fieldset>
      ))}
      <Button
        size="small"
        disabled={isDisabled || animations.length >= mostAnimations}
        onClick={() => change([...animations, newAnimation('ink', source)])}
      >
        <Plus size={14} aria-hidden />
        {t('animation.add')}
      </Button>
    </>
  )
}

const problemOf = ({ problemAt }: FieldsProps, at: number) => ({
  source: problemAt(`animations.${at}.source`),
  high: problemAt(`animations.${at}.high`),
})

interface OneProps extends FieldsProps {
  animation: Animation
  problem: { source: string | undefined; high: string | undefined }
  onAnimation(animation: Animation, field?: string): void
}

interface NumberPart {
  key: 'low' | 'high' | 'dx' | 'dy' | 'lowDeg' | 'highDeg'
  value: number
  unit?: string | undefined
  set(value: number): Animation
}

function OneAnimation({ animation, bindings, isDisabled, problem, onAnimation }: OneProps) {
  const { t } = useTranslation('graphicEditor')
  const pickSource = (source: GraphicSource) => onAnimation({ ...animation, source })
  const unit = bindings.property(animation.source)?.unit
  const numbers = (parts: readonly NumberPart[]) => (
    <FormGrid columns={2}>
      {parts.map(({ key, value, unit: ofPart, set }) => (
        <NumberField
          key={key}
          label={t(`animation.${key}`)}
          value={value}
          unit={ofPart}
          isDisabled={isDisabled}
          problem={key === 'high' ? problem.high : undefined}
          onChange={(next) => onAnimation(set(next), key)}
        />
      ))}
    </FormGrid>
  )
  return (
    <>
      <SourceField
        source={animation.source}
        bindings={bindings}
        isDisabled={isDisabled}
        problem={problem.source}
        onChange={pickSource}
      />
      {'when' in animation && (
        <WhenFields
          when={animation.when}
          source={animation.source}
          bindings={bindings}
          isDisabled={isDisabled}
          onChange={(when, field) => onAnimation({ ...animation, when }, field)}
        />
      )}
      {animation.effect === 'ink' && (
        <>
          <SelectField
            label={t('animation.part')}
            value={animation.part}
            options={[
              ['line', t('style.line')],
              ['fill', t('style.fill')],
              ['text', t('section.text')],
            ]}
            isDisabled={isDisabled}
            onChange={(part) => onAnimation({ ...animation, part })}
          />
          <InkField
            label={t('animation.ink')}
            value={animation.ink}
            isDisabled={isDisabled}
            onChange={(ink) => onAnimation({ ...animation, ink })}
          />
        </>
      )}
      {animation.effect === 'spin' && (
        <NumberField
          label={t('animation.secondsATurn')}
          value={animation.secondsATurn}
          min={0.5}
          max={60}
          unit={t('unit.seconds')}
          isDisabled={isDisabled}
          onChange={(secondsATurn) => onAnimation({ ...animation, secondsATurn }, 'seconds')}
        />
      )}
      {animation.effect === 'flow' && (
        <Checkbox
          isChecked={animation.isBackward === true}
          isDisabled={isDisabled}
          onChange={(isBackward) => onAnimation({ ...animation, isBackward })}
        >
          {t('animation.backward')}
        </Checkbox>
      )}
      {(animation.effect === 'move' || animation.effect === 'turn') &&
        numbers([
          { key: 'low', value: animation.low, unit, set: (low) => ({ ...animation, low }) },
          { key: 'high', value: animation.high, unit, set: (high) => ({ ...animation, high }) },
        ])}
      {animation.effect === 'move' &&
        numbers([
          { key: 'dx', value: animation.dx, set: (dx) => ({ ...animation, dx }) },
          { key: 'dy', value: animation.dy, set: (dy) => ({ ...animation, dy }) },
        ])}
      {animation.effect === 'turn' &&
        numbers([
          { key: 'lowDeg', value: animation.lowDeg, unit: '°', set: (lowDeg) => ({ ...animation, lowDeg }) },
          { key: 'highDeg', value: animation.highDeg, unit: '°', set: (highDeg) => ({ ...animation, highDeg }) },
        ])}
    </>
  )
}

/** When it is on: a named value, or from and to. */
function WhenFields({
  when,
  source,
  bindings,
  isDisabled,
  onChange,
}: Pick<FieldsProps, 'bindings' | 'isDisabled'> & {
  when: ValueRange
  source: GraphicSource
  onChange(when: ValueRange, field?: string): void
}) {
  const { t } = useTranslation('graphicEditor')
  const { text } = useFormat()
  const values = bindings.property(source)?.values
  const one = when.from !== undefined && when.from === when.to ? when.from : undefined
  if (values)
    return (
      <SelectField
        label={t('animation.whenIs')}
        value={one === undefined ? '' : String(one)}
        none={['', rangeText(when)]}
        options={values.map(({ value, name }) => [String(value), text(name)] as const)}
        isDisabled={isDisabled}
        onChange={(value) => value !== '' && onChange({ from: Number(value), to: Number(value) })}
      />
    )
  const { from, to } = when
  const range = (nextFrom: number | undefined, nextTo: number | undefined): ValueRange => ({
    ...(nextFrom !== undefined && { from: nextFrom }),
    ...(nextTo !== undefined && { to: nextTo }),
  })
  return (
    <FormGrid columns={2}>
      <OptionalNumber
        placeholder={t('field.unbounded')}
        label={t('animation.from')}
        value={from}
        isDisabled={isDisabled}
        // The other end gives way: a range the wrong way round would be none.
        onChange={(next) =>
          onChange(range(next, next !== undefined && to !== undefined && next > to ? next : to), 'from')
        }
      />
      <OptionalNumber
        placeholder={t('field.unbounded')}
        label={t('animation.to')}
        value={to}
        isDisabled={isDisabled}
        onChange={(next) =>
          onChange(range(next !== undefined && from !== undefined && next < from ? next : from, next), 'to')
        }
      />
    </FormGrid>
  )
}

const rangeText = ({ from, to }: ValueRange) => `${from ?? '−∞'} … ${to ?? '+∞'}`
