import { useState } from 'react'
import { Checkbox, TextField } from '../../widgets'
import { useSampleWords } from '../useSampleWords'
import type { Specimen } from '../Specimen'

function Tick({ isTicked = false, isDisabled = false }: { isTicked?: boolean; isDisabled?: boolean }) {
  const words = useSampleWords()
  const [isChecked, setChecked] = useState(isTicked)
  return (
    <Checkbox isChecked={isChecked} isDisabled={isDisabled} onChange={setChecked}>
      {words.person}
    </Checkbox>
  )
}

function Field(props: { defaultValue?: string; disabled?: boolean; hasProblem?: boolean }) {
  const { hasProblem = false, ...rest } = props
  const words = useSampleWords()
  return (
    <TextField
      {...rest}
      label={words.reason}
      placeholder={words.reasonHint}
      problem={hasProblem ? words.tooLong : undefined}
    />
  )
}

export default {
  id: 'fields',
  group: 'controls',
  shows: ['Checkbox', 'TextField'],
  states: {
    normal: () => <Tick />,
    ticked: () => <Tick isTicked />,
    disabled: () => <Tick isDisabled />,
    empty: () => <Field />,
    filled: () => <Field defaultValue="YG-T2-1806" />,
    invalid: () => <Field defaultValue="YG-T2-1806" hasProblem />,
    cannot: () => <Field defaultValue="YG-T2-1806" disabled />,
  },
} satisfies Specimen
