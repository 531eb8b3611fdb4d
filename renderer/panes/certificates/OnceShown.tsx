import { useId, useState } from 'react'
import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../widgets'
import styles from './CertificatesPane.module.css'

/** Texts to be taken along; a secret one is shown here and never again, and goes when it is closed. */
export function OnceShown({
  title,
  isSecret,
  parts,
  onClose,
}: {
  title: string
  isSecret: boolean
  parts: readonly { label: string; text: string }[]
  onClose(): void
}) {
  const { t } = useTranslation(['access', 'common'])
  return (
    <div className={styles.once} role="status">
      <p>
        <b>{title}</b>
        {isSecret && <span className={styles.warning}> {t('once')}</span>}
      </p>
      {parts.map((part) => (
        <OnePart key={part.label} {...part} />
      ))}
      <Button size="small" onClick={onClose}>
        {t('common:close')}
      </Button>
    </div>
  )
}

function OnePart({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation('access')
  const id = useId()
  const [isCopied, setIsCopied] = useState(false)
  const lines = text.split('\n').length
  return (
    <div className={styles.part}>
      <label htmlFor={id}>{label}</label>
      <textarea id={id} className={styles.code} readOnly rows={Math.min(lines, 6)} value={text} />
      <Button
        size="small"
        onClick={() =>
          void navigator.clipboard.writeText(text).then(
            () => setIsCopied(true),
            () => setIsCopied(false),
          )
        }
      >
        <Copy size={14} aria-hidden />
        {isCopied ? t('copied') : t('copy')}
      </Button>
    </div>
  )
}
