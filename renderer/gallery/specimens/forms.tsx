import { useState } from 'react'
import type { LocalText } from '../../../domain/contract'
import {
  Button,
  ChipsField,
  DateTimeField,
  DurationField,
  EditTable,
  FormGrid,
  FormRow,
  LocalTextField,
  NumberCell,
  NumberField,
  SearchField,
  SelectCell,
  SelectField,
  TextCell,
  TextField,
  TimeField,
} from '../../widgets'
import { filterOptions } from '../../widgets/pickOptions'
import { Calendar } from '../../widgets/dateTime/Calendar'
import { useSampleWords } from '../useSampleWords'
import type { Specimen } from '../Specimen'
import styles from '../Gallery.module.css'

const options = (words: ReturnType<typeof useSampleWords>) => [
  ['device', words.device] as const,
  ['place', words.place] as const,
]

function Select(props: { isDisabled?: boolean; isBeside?: boolean; isWrong?: boolean }) {
  const { isWrong = false, ...rest } = props
  const words = useSampleWords()
  const [value, setValue] = useState('device')
  return (
    <SelectField
      {...rest}
      label={words.reason}
      value={value}
      none={['', words.reasonHint]}
      options={options(words)}
      problem={isWrong ? words.reasonHint : undefined}
      onChange={setValue}
    />
  )
}

function Amount({ start, isDisabled }: { start: number; isDisabled?: boolean }) {
  const words = useSampleWords()
  const [value, setValue] = useState(start)
  return (
    <NumberField
      label={words.reason}
      value={value}
      min={0}
      max={80}
      unit="℃"
      isDisabled={isDisabled}
      onChange={setValue}
    />
  )
}

function Search({ isFilled = false }: { isFilled?: boolean }) {
  const words = useSampleWords()
  const [chosen, setChosen] = useState(isFilled ? words.device : '')
  const offers = [words.device, words.place].map((name) => ({ id: name, name }))
  return (
    <SearchField
      label={words.reason}
      shown={chosen}
      offer={(sought) => filterOptions(offers, sought)}
      onPick={setChosen}
    />
  )
}

function Chips({ isDisabled = false }: { isDisabled?: boolean }) {
  const words = useSampleWords()
  const [values, setValues] = useState([words.device, words.place])
  const offers = [words.device, words.place, words.person].map((name) => ({ id: name, name }))
  return (
    <ChipsField
      label={words.reason}
      values={values}
      nameOf={(name) => name}
      offer={(sought) => filterOptions(offers, sought)}
      most={8}
      isDisabled={isDisabled}
      toValue={(id) => id}
      onChange={setValues}
    />
  )
}

function Moment({ start, precision }: { start: string; precision: 'day' | 'minute' | 'second' }) {
  const words = useSampleWords()
  const [typed, setTyped] = useState(start)
  return <DateTimeField label={words.reason} precision={precision} value={typed} onChange={setTyped} />
}

function Open() {
  const [moment, setMoment] = useState('2026-11-23 03:00')
  return (
    <div className={styles.box}>
      <Calendar moment={moment} now="2026-11-22 14:26" precision="minute" onPick={setMoment} onDone={() => undefined} />
    </div>
  )
}

function Clock() {
  const words = useSampleWords()
  const [value, setValue] = useState('07:30')
  return <TimeField label={words.reason} value={value} onChange={setValue} />
}

function Lasting() {
  const words = useSampleWords()
  const [valueMs, setValueMs] = useState(90_000)
  return <DurationField label={words.reason} valueMs={valueMs} onChange={setValueMs} />
}

function Texts() {
  const words = useSampleWords()
  const [value, setValue] = useState<LocalText>({ zh: words.device, en: words.device })
  return <LocalTextField label={words.reason} value={value} onChange={setValue} />
}

function Table() {
  const words = useSampleWords()
  const [rows, setRows] = useState([
    { name: words.device, kind: 'device', value: 12 },
    { name: '', kind: 'place', value: Number.NaN },
  ])
  return (
    <EditTable
      label={words.device}
      heads={[words.device, words.place, words.reason]}
      items={rows}
      nameOf={({ name }) => name}
      onDrop={(at) => setRows(rows.filter((_, place) => place !== at))}
      add={{
        label: words.acknowledge,
        isFull: rows.length >= 4,
        onAdd: () => setRows([...rows, { name: '', kind: 'device', value: 0 }]),
      }}
      cellsOf={(row, at) => {
        const put = (part: Partial<typeof row>) =>
          setRows(rows.map((each, place) => (place === at ? { ...each, ...part } : each)))
        return [
          <TextCell
            key="name"
            label={words.device}
            value={row.name}
            width="wide"
            isWrong={row.name === ''}
            onChange={(name) => put({ name })}
          />,
          <SelectCell
            key="kind"
            label={words.place}
            value={row.kind}
            options={options(words)}
            onChange={(kind) => put({ kind })}
          />,
          <NumberCell
            key="value"
            label={words.reason}
            value={row.value}
            onChange={(value) => put({ value: value ?? 0 })}
          />,
        ]
      }}
    />
  )
}

function Grid() {
  const words = useSampleWords()
  return (
    <FormGrid>
      <TextField label={words.reason} defaultValue={words.device} />
      <Select />
      <FormGrid columns={2}>
        <Moment start="2026-11-23 03:00" precision="minute" />
        <Moment start="2026-11-23 08:00" precision="minute" />
      </FormGrid>
    </FormGrid>
  )
}

function Row() {
  const words = useSampleWords()
  return (
    <FormRow>
      <TextField label={words.reason} defaultValue={words.device} />
      <Select />
      <Button look="primary">{words.acknowledge}</Button>
    </FormRow>
  )
}

export default {
  id: 'forms',
  group: 'controls',
  shows: [
    'SelectField',
    'NumberField',
    'SearchField',
    'ChipsField',
    'DateTimeField',
    'TimeField',
    'DurationField',
    'LocalTextField',
    'EditTable',
    'TextCell',
    'NumberCell',
    'SelectCell',
    'FormGrid',
    'FormRow',
  ],
  states: {
    select: () => <Select />,
    selectBeside: () => <Select isBeside />,
    selectInvalid: () => <Select isWrong />,
    selectOff: () => <Select isDisabled />,
    number: () => <Amount start={12.5} />,
    numberInvalid: () => <Amount start={120} />,
    search: () => <Search />,
    searchFilled: () => <Search isFilled />,
    chips: () => <Chips />,
    chipsOff: () => <Chips isDisabled />,
    moment: () => <Moment start="2026-11-23 03:00" precision="minute" />,
    momentInvalid: () => <Moment start="11/23/2026" precision="second" />,
    day: () => <Moment start="2026-11-23" precision="day" />,
    calendar: () => <Open />,
    time: () => <Clock />,
    duration: () => <Lasting />,
    texts: () => <Texts />,
    table: () => <Table />,
    grid: () => <Grid />,
    inLine: () => <Row />,
  },
} satisfies Specimen
