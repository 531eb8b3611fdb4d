import { useState } from 'react'
import { Siren } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type {
  Command,
  CommandInput,
  DeviceId,
  DeviceService,
  DeviceStateName,
  DeviceType,
  ErrorCode,
  SeenValues,
} from '../../../domain/contract'
import { textLength } from '../../../domain/things/parameterFault'
import { newKey, refusalCode, useClient, useCollection, useNow, useSeat, useSession } from '../../feed'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { useFormat } from '../../i18n'
import { PendingOf } from '../../seat/PendingMark'
import { useScope } from '../../seat/useScope'
import { Button, Section, SelectField, TextField } from '../../widgets'
import { BreakGlassDialog } from './BreakGlassDialog'
import { commandGate, commandInput } from './commandGate'
import { useRefusalWords } from '../commandCentre/useRefusalWords'
import { HoldButton } from './HoldButton'
import styles from './DevicePanel.module.css'

const shown = 5
const nothingChosen = {}

/** What the device can be asked to do, and what became of what it was asked. */
export function Commands({
  deviceId,
  type,
  state,
  seen,
  only,
}: {
  deviceId: DeviceId
  type: DeviceType
  state: DeviceStateName
  /** Its states as they are on screen: a command goes only while they hold. */
  seen?: SeenValues
  /** One of its services, with what was chosen for it already. */
  only?: { readonly serviceId: string; readonly input?: Readonly<CommandInput> | undefined }
}) {
  const { t } = useTranslation('device')
  const { items } = useCollection('command.changed')
  const services = only ? type.services.filter(({ id }) => id === only.serviceId) : type.services
  const given = [...items.values()]
    .filter((command) => command.deviceId === deviceId && (!only || command.service === only.serviceId))
    .sort((a, b) => b.issued.atMs - a.issued.atMs)
  if (services.length === 0 && given.length === 0) return undefined
  return (
    <Section title={t('commands')}>
      <ul className={styles.services}>
        {services.map((service) => (
          <Service
            key={service.id}
            deviceId={deviceId}
            service={service}
            state={state}
            seen={seen}
            preset={only?.input}
          />
        ))}
      </ul>
      <ul>
        {given.slice(0, shown).map((command) => (
          <Given key={command.id} command={command} service={type.services.find(({ id }) => id === command.service)} />
        ))}
      </ul>
    </Section>
  )
}

function Service({
  deviceId,
  service,
  state,
  seen,
  preset = nothingChosen,
}: {
  deviceId: DeviceId
  service: DeviceService
  state: DeviceStateName
  seen: SeenValues | undefined
  preset: Readonly<CommandInput> | undefined
}) {
  const { t } = useTranslation(['device', 'error'])
  const format = useFormat()
  const client = useClient()
  const session = useSession()
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(Object.entries(preset).map(([id, value]) => [id, String(value)])),
  )
  const [reason, setReason] = useState('')
  const [isPending, setPending] = useState(false)
  const [code, setCode] = useState<ErrorCode>()
  const scope = useScope()
  const [isAsking, setAsking] = useState(false)
  const words = useAlarmWords()
  const isMinority = useSeat()?.isMinority ?? false
  const gate = commandGate(service, state, (right) => session?.rights.includes(right) ?? false, {
    isInScope: scope.hasDevice(deviceId),
    isApart: scope.isLimited,
  })
  const input = commandInput(service.input, typed)
  const isHeld = gate.status === 'hold' || gate.status === 'askSecond'
  const needsReason = isHeld && reason.trim() === ''
  const label = format.text(service.name)

  const issue = async (breakGlass?: string) => {
    if (!input) return
    const why = reason.trim() || (breakGlass ?? '')
    setPending(true)
    setCode(undefined)
    setAsking(false)
    try {
      await client.call('command.issue', {
        key: newKey(),
        deviceId,
        service: service.id,
        input,
        ...(why === '' ? {} : { reason: why }),
        ...(breakGlass === undefined ? {} : { breakGlass }),
        ...(gate.status === 'askSecond' && breakGlass === undefined && { askSecond: true }),
        ...(seen && { seen }),
      })
      setReason('')
    } catch (error) {
      setCode(refusalCode(error))
    } finally {
      setPending(false)
    }
  }

  return (
    <li className={styles.service}>
      {gate.status !== 'off' &&
        service.input.map((parameter) =>
          parameter.values ? (
            <SelectField
              key={parameter.id}
              label={format.text(parameter.name)}
              isLabelHidden
              className={styles.select}
              value={typed[parameter.id] ?? ''}
              none={['', format.text(parameter.name)]}
              options={parameter.values.map(({ value, name }) => [String(value), format.text(name)])}
              onChange={(value) => setTyped({ ...typed, [parameter.id]: value })}
            />
          ) : (
            <TextField
              key={parameter.id}
              className={styles.input}
              label={[format.text(parameter.name), parameter.unit].filter(Boolean).join(' ')}
              isLabelHidden
              placeholder={[format.text(parameter.name), parameter.unit].filter(Boolean).join(' ')}
              {...(parameter.type === 'text' ? { maxLength: textLength(parameter) } : { inputMode: 'decimal' })}
              value={typed[parameter.id] ?? ''}
              onChange={(event) => setTyped({ ...typed, [parameter.id]: event.target.value })}
            />
          ),
        )}
      {isHeld && (
        <TextField
          className={styles.input}
          label={t('reason')}
          isLabelHidden
          placeholder={t('reason')}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      {isHeld ? (
        <HoldButton
          label={gate.status === 'askSecond' ? t('holdToAsk', { label }) : t('hold', { label })}
          isDisabled={!input || needsReason || isPending}
          title={needsReason ? t('needsReason') : undefined}
          onHeld={() => void issue()}
        />
      ) : (
        <Button
          disabled={gate.status === 'off' || !input}
          isPending={isPending}
          title={
            gate.status === 'off'
              ? t(`gate.${gate.reason}`)
              : gate.status === 'breakGlass'
                ? t('breakGlass.secondPerson')
                : undefined
          }
          onClick={() => (gate.status === 'breakGlass' ? setAsking(true) : void issue())}
        >
          {gate.status === 'breakGlass' && <Siren size={14} aria-hidden />}
          {label}
        </Button>
      )}
      {gate.status === 'off' && <span className={styles.meta}>{t(`gate.${gate.reason}`)}</span>}
      {(isAsking || code === 'needsBreakGlass') && (
        <BreakGlassDialog
          what={`${words.device(deviceId)} ${label}`}
          why={gate.status === 'breakGlass' && !isMinority ? 'secondPerson' : 'minority'}
          onClose={() => {
            setAsking(false)
            setCode(undefined)
          }}
          onConfirm={(why) => void issue(why)}
        />
      )}
      {code !== undefined && code !== 'needsBreakGlass' && (
        <span className={styles.refused} role="alert">
          {t(`error:${code}`)}
        </span>
      )}
    </li>
  )
}

/** One command that was given: who, when, and how it ended. Unknown means that nobody knows whether it took effect. */
function Given({ command, service }: { command: Command; service: DeviceService | undefined }) {
  const { t } = useTranslation('device')
  const format = useFormat()
  const nowMs = useNow()
  const { refusal: say } = useRefusalWords()
  const why = command.refusal ? say(command.refusal, command.deviceId) : command.answer
  const isOpen =
    command.state === 'awaiting' || command.state === 'held' || command.state === 'issued' || command.state === 'sent'
  const isBad = command.state === 'failed' || command.state === 'unknown' || command.state === 'expired'
  return (
    <li className={styles.given}>
      <span className={styles.time}>{format.moment(command.issued.atMs, nowMs)}</span>
      <span className={styles.grow}>{service ? format.text(service.name) : command.service}</span>
      {command.breakGlass !== undefined && (
        <span className={styles.breakGlass} title={command.breakGlass}>
          <Siren size={14} aria-hidden /> {t('breakGlass.mark')}
        </span>
      )}
      <PendingOf subject={`command ${command.id}`} />
      <span className={styles.meta}>{command.issued.by.name ?? command.issued.by.id}</span>
      <span className={isBad ? styles.bad : isOpen ? styles.open : styles.meta} title={why}>
        {t(`commandState.${command.state}`)}
        {isOpen && ` ${format.age(nowMs - command.issued.atMs)}`}
        {command.refusal && ` · ${why}`}
      </span>
    </li>
  )
}
