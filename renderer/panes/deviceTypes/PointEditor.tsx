import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { PropertyType, type DeviceType, type Property } from '../../../domain/contract'
import { Button, Checkbox } from '../../widgets'
import { NumberCell, TextCell } from './Cells'
import { addProperty, removeProperty, withProperty, type DraftProblem } from './typeDraft'
import styles from './TypeEditor.module.css'

/** Most points of a type, as the contract has it. */
const mostPoints = 64

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
  const isWrong = (at: number, field: string) =>
    problems.some(({ path }) => path.startsWith(`properties[${at}].${field}`))
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <thead>
          <tr>
            {(
              [
                'id',
                'nameZh',
                'nameEn',
                'kind',
                'unit',
                'min',
                'max',
                'decimals',
                'periodSeconds',
                'access',
                'main',
              ] as const
            ).map((head) => (
              <th key={head} scope="col">
                {t(`head.${head}`)}
              </th>
            ))}
            <th scope="col">
              <span className="srOnly">{t('head.drop')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {type.properties.map((property, at) => {
            const put = (change: Partial<Property>) => onChange(withProperty(type, at, change))
            const label = (head: string) => `${property.name.zh || property.id} ${head}`
            const number = (field: 'min' | 'max' | 'decimals') => (
              <td>
                <NumberCell
                  label={label(t(`head.${field}`))}
                  value={property[field]}
                  isWrong={isWrong(at, field)}
                  onChange={(value) => {
                    const { [field]: _before, ...rest } = property
                    onChange({
                      ...type,
                      properties: type.properties.map((each, index) =>
                        index === at ? (value === undefined ? rest : { ...property, [field]: value }) : each,
                      ),
                    })
                  }}
                />
              </td>
            )
            return (
              // oxlint-disable-next-line react/no-array-index-key -- a new point has nothing else of its own while it is typed
              <tr key={at}>
                <td>
                  <TextCell
                    label={label(t('head.id'))}
                    value={property.id}
                    isWide
                    isWrong={isWrong(at, 'id')}
                    onChange={(id) => put({ id })}
                  />
                </td>
                <td>
                  <TextCell
                    label={label(t('head.nameZh'))}
                    value={property.name.zh}
                    isWide
                    isWrong={isWrong(at, 'name.zh')}
                    onChange={(zh) => put({ name: { ...property.name, zh } })}
                  />
                </td>
                <td>
                  <TextCell
                    label={label(t('head.nameEn'))}
                    value={property.name.en}
                    isWide
                    onChange={(en) => put({ name: { ...property.name, en } })}
                  />
                </td>
                <td>
                  <select
                    className={styles.select}
                    aria-label={label(t('head.kind'))}
                    value={property.type}
                    onChange={(event) => put({ type: PropertyType.parse(event.target.value) })}
                  >
                    {PropertyType.options.map((kind) => (
                      <option key={kind} value={kind}>
                        {t(`kind.${kind}`)}
                      </option>
                    ))}
                  </select>
                </td>
                <td>
                  <TextCell
                    label={label(t('head.unit'))}
                    value={property.unit ?? ''}
                    onChange={(unit) => {
                      const { unit: _before, ...rest } = property
                      onChange({
                        ...type,
                        properties: type.properties.map((each, index) =>
                          index === at ? (unit === '' ? rest : { ...property, unit }) : each,
                        ),
                      })
                    }}
                  />
                </td>
                {number('min')}
                {number('max')}
                {number('decimals')}
                <td>
                  <NumberCell
                    label={label(t('head.periodSeconds'))}
                    value={property.reportPeriodMs / 1000}
                    isWrong={isWrong(at, 'reportPeriodMs')}
                    onChange={(seconds) => put({ reportPeriodMs: Math.round((seconds ?? Number.NaN) * 1000) })}
                  />
                </td>
                <td>
                  <select
                    className={styles.select}
                    aria-label={label(t('head.access'))}
                    value={property.access}
                    onChange={(event) => put({ access: event.target.value === 'readWrite' ? 'readWrite' : 'read' })}
                  >
                    {(['read', 'readWrite'] as const).map((access) => (
                      <option key={access} value={access}>
                        {t(`access.${access}`)}
                      </option>
                    ))}
                  </select>
                </td>
                <td>
                  <Checkbox
                    label={label(t('head.main'))}
                    isChecked={property.isMain ?? false}
                    onChange={(isMain) => put({ isMain })}
                  />
                </td>
                <td>
                  <Button
                    size="small"
                    look="plain"
                    aria-label={t('dropPoint', { name: property.name.zh || property.id })}
                    onClick={() => onChange(removeProperty(type, at))}
                  >
                    <X size={14} aria-hidden />
                  </Button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <Button size="small" disabled={type.properties.length >= mostPoints} onClick={() => onChange(addProperty(type))}>
        <Plus size={14} aria-hidden />
        {t('addPoint')}
      </Button>
    </div>
  )
}
