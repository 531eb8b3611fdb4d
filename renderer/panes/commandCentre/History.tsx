import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Command, CommandState, ErrorCode, Params } from '../../../domain/contract'
import { refusalCode, useClient } from '../../feed'
import { Button, Empty, Failed, Loading, SelectField, TextField, VirtualList } from '../../widgets'
import { CommandRow } from './CommandRow'
import styles from './CommandCentre.module.css'

const page = 200
const dayMs = 86_400_000
const spans = { day: dayMs, week: 7 * dayMs, month: 31 * dayMs } as const
type Span = keyof typeof spans
const isSpan = (text: string): text is Span => text in spans
const outcomes: Readonly<Record<string, CommandState[]>> = {
  failed: ['failed', 'unknown', 'expired'],
  answered: ['answered'],
  withdrawn: ['withdrawn'],
  open: ['awaiting', 'held', 'issued', 'sent'],
}

/** What was commanded before, of whatever seat, with how it ended. */
export function History() {
  const { t } = useTranslation('commands')
  const client = useClient()
  const [span, setSpan] = useState<Span>('day')
  const [outcome, setOutcome] = useState('')
  const [deviceId, setDeviceId] = useState('')
  const [commands, setCommands] = useState<readonly Command[]>()
  const [code, setCode] = useState<ErrorCode>()
  const [isEnd, setEnd] = useState(false)

  const read = useCallback(
    async (beforeMs?: number): Promise<Command[]> => {
      const query: Params<'command.history'> = {
        limit: page,
        fromMs: Math.max(0, Date.now() - spans[span]),
        ...(beforeMs !== undefined && { beforeMs }),
        ...(deviceId.trim() !== '' && { deviceId: deviceId.trim() }),
        ...(outcomes[outcome] && { states: outcomes[outcome] }),
      }
      return (await client.call('command.history', query)).commands
    },
    [client, span, outcome, deviceId],
  )
  useEffect(() => {
    let isGone = false
    setCommands(undefined)
    setCode(undefined)
    read().then(
      (found) => {
        if (isGone) return
        setCommands(found)
        setEnd(found.length < page)
      },
      (error: unknown) => {
        if (!isGone) setCode(refusalCode(error))
      },
    )
    return () => {
      isGone = true
    }
  }, [read])
  const more = async (): Promise<void> => {
    const last = commands?.at(-1)
    if (!commands || !last) return
    try {
      const found = await read(last.issued.atMs)
      setCommands([...commands, ...found])
      setEnd(found.length < page)
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  return (
    <div className={styles.history}>
      <div className={styles.filters}>
        <SelectField
          label={t('field.span')}
          value={span === 'day' ? '' : span}
          none={['', t('span.day')]}
          options={(['week', 'month'] as const).map((each) => [each, t(`span.${each}`)])}
          onChange={(value) => setSpan(isSpan(value) ? value : 'day')}
        />
        <SelectField
          label={t('field.outcome')}
          value={outcome}
          none={['', t('anyOutcome')]}
          options={(['failed', 'answered', 'open', 'withdrawn'] as const).map((each) => [each, t(`outcome.${each}`)])}
          onChange={setOutcome}
        />
        <TextField
          label={t('field.device')}
          value={deviceId}
          maxLength={64}
          onChange={(event) => setDeviceId(event.target.value)}
        />
      </div>
      {code !== undefined ? (
        <Failed code={code} />
      ) : commands === undefined ? (
        <Loading />
      ) : commands.length === 0 ? (
        <Empty>{t('empty.history')}</Empty>
      ) : (
        <div className={styles.rows}>
          <VirtualList
            label={t('tab.history')}
            count={commands.length}
            rowKey={(at) => commands[at]?.id ?? ''}
            renderRow={(at) => {
              const command = commands[at]
              return command && <CommandRow command={command} />
            }}
          />
        </div>
      )}
      {!isEnd && commands !== undefined && commands.length > 0 && (
        <div className={styles.tools}>
          <Button size="small" onClick={() => void more()}>
            {t('older')}
          </Button>
        </div>
      )}
    </div>
  )
}
