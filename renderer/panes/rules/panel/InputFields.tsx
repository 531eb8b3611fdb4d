import { useTranslation } from 'react-i18next'
import type { RuleInput } from '../../../../domain/contract'
import { useFormat } from '../../../i18n'
import { SearchField, SelectField, TextField } from '../../../widgets'
import { useProblemWords } from '../useProblemWords'
import { useRuleNames } from '../useRuleWords'
import { useRuleOptions } from '../useRuleOptions'
import { problemsAt, type PartProps } from './panelProps'
import { TargetsFields } from './TargetsFields'

/** A value from around, by the name that expressions call it. */
export function InputFields({ part, isDisabled, problems, onChange }: PartProps<RuleInput>) {
  const { t } = useTranslation('rules')
  const { text } = useFormat()
  const names = useRuleNames()
  const options = useRuleOptions()
  const problemWords = useProblemWords()
  const problemOf = (field: string) => {
    const [problem] = problemsAt(problems, field)
    return problem && problemWords(problem)
  }
  const types = names.typesOf(part.from)
  const property = names.property(types, part.property)
  return (
    <>
      <TextField
        label={t('field.inputName')}
        value={part.name}
        maxLength={64}
        disabled={isDisabled}
        problem={problemOf('name')}
        onChange={({ target }) => onChange({ ...part, name: target.value }, 'name')}
      />
      <TargetsFields
        targets={part.from}
        isDisabled={isDisabled}
        problem={problemOf('from')}
        onChange={(from, field) => onChange({ ...part, from }, field)}
      />
      <SearchField
        label={t('field.property')}
        shown={property ? text(property.name) : part.property}
        offer={options.properties(types)}
        isDisabled={isDisabled}
        problem={problemOf('property')}
        onPick={(id) => onChange({ ...part, property: id })}
      />
      <SelectField
        label={t('field.take')}
        value={part.take}
        options={(['nearest', 'min', 'max', 'avg', 'sum', 'count'] as const).map(
          (take) => [take, t(`take.${take}`)] as const,
        )}
        isDisabled={isDisabled}
        onChange={(take) => onChange({ ...part, take })}
      />
    </>
  )
}
