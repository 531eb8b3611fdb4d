import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode, ThirdPartySystem } from '../../../domain/contract'
import { newKey, refusalCode, useClient } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Section, TextField } from '../../widgets'
import styles from './RegistryListsPane.module.css'

const least = 8

/** The key of a system: it is told, and nobody can read it out again. */
export function SecretField({ id, set, mayWrite }: { id: string; set: ThirdPartySystem['keySet']; mayWrite: boolean }) {
  const { t } = useTranslation(['registryLists', 'error'])
  const client = useClient()
  const format = useFormat()
  const [secret, setSecret] = useState('')
  const [code, setCode] = useState<ErrorCode>()
  const tell = async () => {
    setCode(undefined)
    try {
      await client.call('thirdPartySystem.setKey', { key: newKey(), id, secret })
      setSecret('')
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  return (
    <Section
      title={t('secret')}
      meta={set ? t('secretSet', { time: format.dateTime(set.atMs), by: set.by.name ?? set.by.id }) : t('secretNone')}
    >
      <div className={styles.secret}>
        <TextField
          label={t('secretNew')}
          type="password"
          autoComplete="new-password"
          value={secret}
          maxLength={4096}
          disabled={!mayWrite}
          onChange={(event) => setSecret(event.target.value)}
        />
        <Button
          disabled={!mayWrite || secret.length < least}
          title={secret.length < least ? t('secretShort', { least }) : undefined}
          onClick={() => void tell()}
        >
          {t('secretTell')}
        </Button>
      </div>
      {code !== undefined && (
        <p className={styles.problem} role="alert">
          {t(`error:${code}`)}
        </p>
      )}
    </Section>
  )
}
