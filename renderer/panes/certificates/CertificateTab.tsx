import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { revocationReasons, type RevocationReason, type CertificateFacts } from '../../../domain/contract'
import { daysLeft } from '../../../domain/access/expiryWarning'
import { endedCodeOf, useClient, useCollection, useNow, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { useAttempt } from '../../session/useAttempt'
import { Button, Empty, Failed, Loading, Section, SelectField, TextField } from '../../widgets'
import { ImportForm } from './ImportForm'
import { IssueForm, MakeAuthority } from './IssueForm'
import { OnceShown } from './OnceShown'
import styles from './CertificatesPane.module.css'

/** What ends first stands first; what is taken back last. */
const inOrder = (a: CertificateFacts, b: CertificateFacts) =>
  Number(a.revoked !== undefined) - Number(b.revoked !== undefined) || a.notAfterMs - b.notAfterMs

/** The authority of the installation, every certificate it knows, and the ways to make, read in and take back one. */
export function CertificateTab() {
  const { t } = useTranslation(['access', 'common'])
  const feed = useCollection('certificate.changed')
  const { items, status } = feed
  const mayManage = useRight('certificate.manage')
  const [form, setForm] = useState<'issue' | 'import' | 'authority'>()
  if (status === 'loading') return <Loading />
  if (status === 'ended') return <Failed code={endedCodeOf(feed)} />
  const all = [...items.values()].toSorted(inOrder)
  const own = all.filter(({ holder, isForeign, revoked }) => holder.kind === 'authority' && !isForeign && !revoked)
  const why = mayManage ? undefined : t('common:state.needsRight')
  return (
    <div className={styles.scroller}>
      <Section title={t('authority')}>
        {own.length === 0 && <Empty>{t('noAuthority')}</Empty>}
        {own.map((one) => (
          <Authority key={one.id} certificate={one} />
        ))}
        <div className={styles.bar}>
          <Button size="small" disabled={!mayManage || own.length === 0} title={why} onClick={() => setForm('issue')}>
            {t('issue')}
          </Button>
          <Button size="small" disabled={!mayManage} title={why} onClick={() => setForm('import')}>
            {t('import')}
          </Button>
          <Button size="small" look="plain" disabled={!mayManage} title={why} onClick={() => setForm('authority')}>
            {t('makeAuthority')}
          </Button>
          <Revocations isThere={own.length > 0} />
          {why !== undefined && <span className={styles.muted}>{why}</span>}
        </div>
        {form === 'issue' && <IssueForm onClose={() => setForm(undefined)} />}
        {form === 'import' && <ImportForm onClose={() => setForm(undefined)} />}
        {form === 'authority' && <MakeAuthority onClose={() => setForm(undefined)} />}
      </Section>
      <Section title={t('known')} meta={t('knownCount', { count: all.length })}>
        {all.length === 0 ? <Empty>{t('noCertificates')}</Empty> : <CertificateTable certificates={all} />}
      </Section>
    </div>
  )
}

function Authority({ certificate }: { certificate: CertificateFacts }) {
  const { t } = useTranslation('access')
  const format = useFormat()
  return (
    <dl className={styles.facts}>
      <dt>{t('subject')}</dt>
      <dd>{certificate.subject}</dd>
      <dt>{t('fingerprint')}</dt>
      <dd>
        <code className={styles.code}>{certificate.id.replaceAll(/(..)(?=.)/g, '$1:').toUpperCase()}</code>
      </dd>
      <dt>{t('until')}</dt>
      <dd>{format.dateTime(certificate.notAfterMs)}</dd>
    </dl>
  )
}

/** The revocation list for brokers and others who check certificates. */
function Revocations({ isThere }: { isThere: boolean }) {
  const { t } = useTranslation(['access', 'error'])
  const client = useClient()
  const { run, code } = useAttempt()
  const [shown, setShown] = useState<{ pem: string; authorityPem: string }>()
  return (
    <>
      <Button
        size="small"
        look="plain"
        disabled={!isThere}
        onClick={() => void run(async () => setShown(await client.call('certificate.readRevocations', {})))}
      >
        {t('revocations')}
      </Button>
      {code && <span className={styles.warning}>{t(`error:${code}`)}</span>}
      {shown && (
        <OnceShown
          title={t('revocations')}
          isSecret={false}
          parts={[
            { label: 'CRL', text: shown.pem },
            { label: 'CA', text: shown.authorityPem },
          ]}
          onClose={() => setShown(undefined)}
        />
      )}
    </>
  )
}

function CertificateTable({ certificates }: { certificates: readonly CertificateFacts[] }) {
  const { t } = useTranslation('access')
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th>{t('state')}</th>
          <th>{t('holder')}</th>
          <th>{t('subject')}</th>
          <th>{t('issuer')}</th>
          <th>{t('until')}</th>
          <th>{t('added')}</th>
          <th>
            <span className="srOnly">{t('revoke')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {certificates.map((one) => (
          <CertificateRow key={one.id} certificate={one} />
        ))}
      </tbody>
    </table>
  )
}

/** The steps at which it is told: thirty days, seven, and the last. */
function stageOf(state: 'revoked' | 'ended' | 'ending' | 'good', left: number): string | undefined {
  if (state === 'ended' || (state === 'ending' && left <= 1)) return styles.urgent
  if (state === 'ending') return left <= 7 ? styles.warning : styles.soon
  return undefined
}

function CertificateRow({ certificate }: { certificate: CertificateFacts }) {
  const { t } = useTranslation('access')
  const format = useFormat()
  const now = useNow()
  const { holder, revoked, notAfterMs, subject, issuer, isForeign, added, id } = certificate
  const left = daysLeft(notAfterMs, now)
  const state = revoked ? 'revoked' : left === 0 ? 'ended' : left <= 30 ? 'ending' : 'good'
  const who =
    holder.kind === 'device' ? holder.deviceId : 'typeId' in holder && holder.typeId !== undefined ? holder.typeId : ''
  return (
    <tr className={revoked && styles.off}>
      <td title={revoked && `${t(`reason.${revoked.reason}`)} · ${revoked.note}`}>
        <span className={stageOf(state, left)}>{t(`certificateState.${state}`, { days: left })}</span>
      </td>
      <td>
        {t(`holderKind.${holder.kind}`)} <b className={styles.name}>{who}</b>
      </td>
      <td className={styles.long} title={`${subject}\n${id}`}>
        {subject}
      </td>
      <td className={styles.long} title={issuer}>
        {isForeign ? issuer : t('own')}
      </td>
      <td>{format.dateTime(notAfterMs)}</td>
      <td title={format.dateTime(added.atMs)}>{added.by.name ?? t('bySystem')}</td>
      <td className={styles.act}>{!revoked && <Revoke id={id} subject={subject} />}</td>
    </tr>
  )
}

/** Taken back for good: asks for a reason and a word first. */
function Revoke({ id, subject }: { id: string; subject: string }) {
  const { t } = useTranslation(['access', 'common', 'error'])
  const client = useClient()
  const mayManage = useRight('certificate.manage')
  const { run, code, isPending } = useAttempt()
  const [reason, setReason] = useState<RevocationReason>()
  const [note, setNote] = useState('')
  if (reason === undefined)
    return (
      <Button
        size="small"
        look="plain"
        disabled={!mayManage}
        title={mayManage ? undefined : t('common:state.needsRight')}
        onClick={() => setReason('unspecified')}
      >
        {t('revoke')}
      </Button>
    )
  return (
    <form
      className={styles.ask}
      onSubmit={(event) => {
        event.preventDefault()
        void run(async () => {
          await client.call('certificate.revoke', { id, reason, note })
        })
      }}
    >
      <SelectField
        label={t('revokeReason', { subject })}
        isLabelHidden
        value={reason}
        options={revocationReasons.map((each) => [each, t(`reason.${each}`)])}
        onChange={setReason}
      />
      <TextField
        label={t('note')}
        isLabelHidden
        placeholder={t('note')}
        isFocusedAtStart
        value={note}
        maxLength={500}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button type="submit" size="small" look="primary" disabled={note.trim() === ''} isPending={isPending}>
        {t('revoke')}
      </Button>
      <Button size="small" look="plain" onClick={() => setReason(undefined)}>
        {t('common:cancel')}
      </Button>
      {code && <span className={styles.warning}>{t(`error:${code}`)}</span>}
    </form>
  )
}
