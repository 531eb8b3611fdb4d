import { useMemo, useState } from 'react'
import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { DeviceId, type ErrorCode, type RuleTrigger } from '../../../../domain/contract'
import { refusalCode, useClient, useRegistry, useSamples } from '../../../feed'
import { useFormat } from '../../../i18n'
import { Button, DateTimeField, NumberField, SearchField, Section, SelectField } from '../../../widgets'
import { momentText } from '../../../widgets/dateTime/typedMoment'
import { filterOptions } from '../../../widgets/pickOptions'
import { wordsOf } from '../ruleGraph'
import { useRuleNames, useRuleWords } from '../useRuleWords'
import { Explained } from './Explained'
import { momentOrNow } from './momentOrNow'
import { RecordedPick } from './RecordedPick'
import type { TrialProps } from './TrialProps'
import fields from '../panel/Panel.module.css'
import styles from './Trials.module.css'

/** Readings a second that the form shows before somebody writes over them. */
const rateHz = 1

/** What the rule would do for a cause that one makes up: which trigger, at which device, with which values, at what time. Nothing is done. */
export function DryRun({ rule, decision, onDecision }: TrialProps) {
  const { t } = useTranslation(['rules', 'error', 'fields'])
  const client = useClient()
  const registry = useRegistry()
  const words = useRuleWords()
  const names = useRuleNames()
  const { text, timeZone } = useFormat()
  const [at, setAt] = useState(0)
  const trigger = rule.triggers[at] ?? rule.triggers[0]
  const devices = useMemo(() => devicesOf(trigger, registry), [trigger, registry])
  const [chosen, setChosen] = useState<string>()
  const deviceId = chosen !== undefined && devices.includes(chosen) ? chosen : devices[0]
  const [values, setValues] = useState<Readonly<Record<string, number>>>({})
  const [moment, setMoment] = useState('')
  // One taken from the record is exact to the millisecond, as long as nobody types over it.
  const [takenMs, setTakenMs] = useState<number>()
  const isTaken = takenMs !== undefined && momentText(takenMs, timeZone, 'second') === moment
  const atMs = isTaken ? takenMs : momentOrNow(moment, timeZone)
  const isMoment = !Number.isNaN(atMs)
  const [code, setCode] = useState<ErrorCode>()
  const [isRunning, setIsRunning] = useState(false)
  const index = deviceId === undefined ? undefined : registry.deviceIndex(deviceId)
  const type = index === undefined ? undefined : registry.deviceType(index)
  const asked = useMemo(() => {
    const id = DeviceId.safeParse(deviceId).data
    return id === undefined ? [] : [id]
  }, [deviceId])
  const live = useSamples(asked, rateHz)
  const offers = useMemo(() => devices.map((id) => ({ id, name: names.device(id), detail: id })), [devices, names])
  const named = namesIn(rule)
  const properties = (type?.properties ?? []).filter(
    ({ id }) => named.has(id) || (trigger && 'property' in trigger && trigger.property === id),
  )
  const run = async () => {
    setCode(undefined)
    setIsRunning(true)
    try {
      const answer = await client.call('rule.dryRun', {
        rule,
        cause: {
          trigger: at,
          ...(deviceId !== undefined && { deviceId }),
          ...(Object.keys(values).length > 0 && { values }),
          ...(atMs !== undefined && { atMs }),
        },
      })
      onDecision(answer.decision)
    } catch (error) {
      setCode(refusalCode(error))
      onDecision(undefined)
    }
    setIsRunning(false)
  }
  return (
    <>
      <Section title={t('dryRun.title')} meta={t('dryRun.meta')}>
        <form
          className={fields.fields}
          onSubmit={(event) => {
            event.preventDefault()
            void run()
          }}
        >
          {rule.triggers.length > 1 && (
            <SelectField
              label={t('node.trigger')}
              value={String(at)}
              options={rule.triggers.map((each, number) => [String(number), words.trigger(each)] as const)}
              onChange={(number) => setAt(Number(number))}
            />
          )}
          {offers.length > 0 && (
            <SearchField
              label={t('field.device')}
              shown={deviceId === undefined ? '' : names.device(deviceId)}
              offer={(sought) => filterOptions(offers, sought)}
              onPick={(id) => {
                setChosen(id)
                setValues({})
              }}
            />
          )}
          {properties.map(({ id, name, unit, min, max }) => {
            const point = deviceId === undefined ? undefined : registry.property(deviceId, id)?.point
            const now = point === undefined ? undefined : live.get(point)?.value
            return (
              <NumberField
                key={`${deviceId} ${id}`}
                label={values[id] === undefined ? t('dryRun.live', { name: text(name) }) : text(name)}
                value={values[id] ?? now ?? 0}
                min={min}
                max={max}
                unit={unit}
                onChange={(value) => setValues({ ...values, [id]: value })}
              />
            )
          })}
          <DateTimeField
            label={t('dryRun.moment')}
            precision="second"
            placeholder={t('fields:moment.now')}
            value={moment}
            onChange={setMoment}
          />
          {asked[0] !== undefined && (
            <RecordedPick
              key={asked[0]}
              deviceId={asked[0]}
              properties={properties.map(({ id }) => id)}
              atMs={isMoment ? atMs : undefined}
              onPick={(momentMs, recorded) => {
                setTakenMs(momentMs)
                setMoment(momentText(momentMs, timeZone, 'second'))
                setValues(recorded)
                onDecision(undefined)
              }}
            />
          )}
          <Button type="submit" look="primary" isPending={isRunning} disabled={isRunning || !isMoment}>
            <Play size={14} aria-hidden />
            {t('dryRun.run')}
          </Button>
          <p className={fields.hint}>{t('dryRun.hint')}</p>
          {code && (
            <p className={styles.refused} role="alert">
              {t(`error:${code}`)}
            </p>
          )}
        </form>
      </Section>
      <Explained rule={rule} decision={decision} />
    </>
  )
}

/** Words in the rule's expressions. */
const namesIn = ({ conditions }: TrialProps['rule']): Set<string> =>
  new Set(conditions.flatMap((condition) => (condition.kind === 'expression' ? wordsOf(condition.source) : [])))

/** Devices that can set the trigger off, in the order of the registry. */
function devicesOf(trigger: RuleTrigger | undefined, registry: ReturnType<typeof useRegistry>): readonly string[] {
  const devices =
    trigger && 'devices' in trigger
      ? trigger.devices
      : trigger?.kind === 'geofence' && trigger.who.kind === 'devices'
        ? trigger.who.devices
        : undefined
  if (!devices) return []
  const { ids, types, typeIds } = registry.devices
  const systems = new Set(devices.systemKeys)
  const isOfSystem = typeIds.map((id) => systems.has(registry.types.get(id)?.systemKey ?? ''))
  return [...(devices.deviceIds ?? []), ...ids.filter((_, index) => isOfSystem[types[index] ?? -1] === true)]
}
