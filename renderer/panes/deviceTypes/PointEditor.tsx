import { useTranslation } from 'react-i18next'
import { PropertyType, type DeviceType, type Property } from '../../../domain/contract'
import { Checkbox, EditTable, NumberCell, SelectCell, TextCell } from '../../widgets'
import { changedAt, withPart } from './partDraft'
import { addProperty, removeProperty, type DraftProblem } from './typeDraft'
import { ValuesCell } from './ValuesCell'
import styles from './TypeEditor.module.css'

/** Most points of a type, as the contract has it. */
const mostPoints = 64

const heads = [
  'id',
  'nameZh',
  'nameEn',
  'kind',
  'unit',
  'min',
  'max',
  'decimals',
  'values',
  'periodSeconds',
  'access',
  'main',
] as const

/** The points of a type as a table to type in. The id of a point that is there stays: devices report under it. */
export function PointEditor({
  type,
  problems,
  onChange,
}: {
  type: DeviceType
  problems: readonly DraftProblem[]
  onChange(type: DeviceType): void
}) {
  const { t } = useTranslation('deviceTypes')
  return (
    <div className={styles.tableBox}>
      <EditTable
        label={t('tab.points')}
        heads={heads.map((head) => t(`head.${head}`))}
        items={type.properties}
        nameOf={({ name, id }) => `${t('tab.points')} ${name.zh || id}`}
        onDrop={(at) => onChange(removeProperty(type, at))}
        add={{
          label: t('addPoint'),
          isFull: type.properties.length >= mostPoints,
          onAdd: () => onChange(addProperty(type)),
        }}
        cellsOf={(property, at) => {
          const isNumber = property.type === 'number'
          const put = (next: Property) => onChange({ ...type, properties: changedAt(type.properties, at, next) })
          const label = (head: string) => `${property.name.zh || property.id} ${head}`
          const isWrong = (part: string) => problems.some(({ path }) => path.startsWith(`properties[${at}].${part}`))
          const number = (part: 'min' | 'max' | 'decimals') => (
            <NumberCell
              key={part}
              label={label(t(`head.${part}`))}
              value={property[part]}
              isWrong={isWrong(part)}
              onChange={(value) => put(withPart(property, part, value))}
            />
          )
          return [
            <TextCell
              key="id"
              label={label(t('head.id'))}
              value={property.id}
              width="wide"
              isWrong={isWrong('id')}
              onChange={(id) => put({ ...property, id })}
            />,
            <TextCell
              key="zh"
              label={label(t('head.nameZh'))}
              value={property.name.zh}
              width="wide"
              isWrong={isWrong('name.zh')}
              onChange={(zh) => put({ ...property, name: { ...property.name, zh } })}
            />,
            <TextCell
              key="en"
              label={label(t('head.nameEn'))}
              value={property.name.en}
              width="wide"
              onChange={(en) => put({ ...property, name: { ...property.name, en } })}
            />,
            <SelectCell
              key="kind"
              label={label(t('head.kind'))}
              value={property.type}
              options={PropertyType.options.map((kind) => [kind, t(`kind.${kind}`)])}
              onChange={(kind) => put(withPropertyKind(property, kind))}
            />,
            isNumber && (
              <TextCell
                key="unit"
                label={label(t('head.unit'))}
                value={property.unit ?? ''}
                onChange={(unit) => put(withPart(property, 'unit', unit === '' ? undefined : unit))}
              />
            ),
            isNumber && number('min'),
            isNumber && number('max'),
            isNumber && number('decimals'),
            !isNumber && (
              <ValuesCell
                key="values"
                label={label(t('head.values'))}
                values={property.values}
                isWrong={isWrong('values')}
                onChange={(values) => put(withPart(property, 'values', values))}
              />
            ),
            <NumberCell
              key="period"
              label={label(t('head.periodSeconds'))}
              value={property.reportPeriodMs / 1000}
              isWrong={isWrong('reportPeriodMs')}
              onChange={(seconds) => put({ ...property, reportPeriodMs: Math.round((seconds ?? Number.NaN) * 1000) })}
            />,
            <SelectCell
              key="access"
              label={label(t('head.access'))}
              value={property.access}
              options={(['read', 'readWrite'] as const).map((access) => [access, t(`access.${access}`)])}
              onChange={(access) => put({ ...property, access })}
            />,
            <Checkbox
              key="main"
              label={label(t('head.main'))}
              isChecked={property.isMain ?? false}
              onChange={(isMain) => put({ ...property, isMain })}
            />,
          ]
        }}
      />
    </div>
  )
}

/** Another kind of value keeps only what still means something with it. */
function withPropertyKind(property: Property, type: Property['type']): Property {
  const { unit: _unit, min: _min, max: _max, decimals: _decimals, values: _values, ...rest } = property
  if (type === 'number') {
    const { values: _names, ...number } = property
    return { ...number, type }
  }
  return { ...rest, type, ...(property.values && { values: property.values }) }
}
