import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Result } from '../../../domain/contract'
import { toHex, fromHex } from '../../../domain/codec/hex'
import { useClient } from '../../feed'
import { Button, TextField } from '../../widgets'
import { useAsk } from '../commandCentre/useAsk'
import styles from './Codecs.module.css'

/** The script of a description on pasted bytes, in the sandbox at the core: nothing is saved, nothing is sent. */
export function ScriptTest({ script }: { script: string }) {
  const { t } = useTranslation(['codecs', 'error'])
  const client = useClient()
  const [hex, setHex] = useState('')
  const [result, setResult] = useState<Result<'codec.tryScript'>>()
  const { ask, isPending, code } = useAsk()
  const bytes = fromHex(hex)
  const run = async (): Promise<void> => {
    if (bytes) setResult(await ask(() => client.call('codec.tryScript', { script, hex: toHex(bytes) })))
  }
  return (
    <section className={styles.hexTest}>
      <h3 className={styles.messageTitle}>{t('script')}</h3>
      <div className={styles.tools}>
        <TextField
          className={styles.grow}
          label={t('paste')}
          problem={bytes ? undefined : t('noHex')}
          value={hex}
          onChange={(event) => setHex(event.target.value)}
        />
        <Button isPending={isPending} disabled={!bytes} onClick={() => void run()}>
          {t('run')}
        </Button>
      </div>
      {code !== undefined && (
        <p className={styles.bad} role="alert">
          {t(`error:${code}`)}
        </p>
      )}
      {result && (
        <p className={result.outcome === 'decoded' ? styles.good : styles.bad} role="status">
          {t(`outcome.${result.outcome}`)} <code>{result.text}</code>
        </p>
      )}
    </section>
  )
}
