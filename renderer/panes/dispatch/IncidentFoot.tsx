import { useState } from 'react'
import { z } from 'zod'
import { useTranslation } from 'react-i18next'
import type { ErrorCode, Incident } from '../../../domain/contract'
import { isOpenTask } from '../../../domain/dispatch/isOpenTask'
import { refusalCode, useClient, useCollection, useRight } from '../../feed'
import { keepDraft, readDraft } from '../../supervision/keptDrafts'
import { Button, TextField } from '../../widgets'
import type { IncidentParts } from './useIncidentParts'
import { DownloadButton } from './DownloadButton'
import styles from './IncidentFoot.module.css'

const FootDraft = z.object({ asking: z.enum(['report', 'close']).optional(), text: z.string() })
interface FootDraft {
  asking?: 'report' | 'close' | undefined
  text: string
}
const nothingAsked: FootDraft = { text: '' }

/** Reporting to the leaders, the export of the story, and closing with a result. */
export function IncidentFoot({ incident, parts }: { incident: Incident; parts: IncidentParts }) {
  const { t } = useTranslation(['dispatch', 'error'])
  const client = useClient()
  const { position } = useCollection('incident.changed')
  const mayManage = useRight('incident.manage')
  const keptAs = `foot ${incident.id}`
  const [{ asking, text }, setDraft] = useState<FootDraft>(() => readDraft(keptAs, FootDraft) ?? nothingAsked)
  const [failed, setFailed] = useState<ErrorCode>()
  const recalls = parts.tasks.filter(isOpenTask).length

  const draft = (next: FootDraft) => {
    setDraft(next)
    keepDraft(keptAs, next.asking && next)
  }
  const ask = (what: 'report' | 'close') => {
    setFailed(undefined)
    draft({ asking: what, text: '' })
  }
  const submit = () => {
    const words = text.trim()
    if (words === '') return
    const call =
      asking === 'report'
        ? client.call('incident.report', { incidentId: incident.id, to: words })
        : client.call('incident.close', { incidentId: incident.id, result: words, basis: position })
    call.then(
      () => draft(nothingAsked),
      (error: unknown) => setFailed(refusalCode(error)),
    )
  }

  return (
    <footer className={styles.foot}>
      {failed && (
        <p className={styles.failed} role="alert">
          {t(`error:${failed}`)}
        </p>
      )}
      {asking === undefined ? (
        <div className={styles.row}>
          <ExportButton incident={incident} />
          <span className={styles.spring} />
          {incident.state === 'open' && (
            <>
              {incident.reportDueAtMs !== undefined && !incident.reported && (
                <Button disabled={!mayManage} onClick={() => ask('report')}>
                  {t('incident.report')}
                </Button>
              )}
              <Button disabled={!mayManage} onClick={() => ask('close')}>
                {t('incident.close')}
              </Button>
            </>
          )}
        </div>
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <TextField
            label={asking === 'report' ? t('reporting.to') : t('closing.result')}
            placeholder={asking === 'report' ? t('reporting.placeholder') : t('closing.placeholder')}
            isFocusedAtStart
            value={text}
            maxLength={asking === 'report' ? 200 : 2000}
            onChange={(event) => draft({ asking, text: event.target.value })}
          />
          <div className={styles.row}>
            {asking === 'close' && recalls > 0 && (
              <span className={styles.warning}>{t('closing.recalls', { count: recalls })}</span>
            )}
            <span className={styles.spring} />
            <Button look="plain" onClick={() => draft(nothingAsked)}>
              {t('closing.cancel')}
            </Button>
            <Button look="primary" type="submit" disabled={text.trim() === ''}>
              {asking === 'report' ? t('reporting.save') : t('closing.button')}
            </Button>
          </div>
        </form>
      )}
    </footer>
  )
}

/** Writes the story as PDF and JSON where the console's exports lie. */
function ExportButton({ incident }: { incident: Incident }) {
  const { t } = useTranslation('dispatch')
  const [state, setState] = useState<{ kind: 'idle' | 'busy' | 'failed' } | { kind: 'done'; path: string }>({
    kind: 'idle',
  })
  const bridge = window.chengtai
  if (!bridge) return <DownloadButton incident={incident} />
  const run = () => {
    setState({ kind: 'busy' })
    bridge.exportIncident(incident.id).then(
      (path) => setState({ kind: 'done', path }),
      () => setState({ kind: 'failed' }),
    )
  }
  return (
    <>
      <Button isPending={state.kind === 'busy'} disabled={state.kind === 'busy'} onClick={run}>
        {state.kind === 'busy' ? t('incident.exporting') : t('incident.export')}
      </Button>
      {state.kind === 'done' && (
        <span className={styles.path} title={state.path} role="status">
          {t('incident.exported', { path: state.path })}
        </span>
      )}
      {state.kind === 'failed' && (
        <span className={styles.failed} role="alert">
          {t('incident.exportFailed')}
        </span>
      )}
    </>
  )
}
