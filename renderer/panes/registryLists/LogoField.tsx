import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../widgets'
import styles from './RegistryListsPane.module.css'

/** A data URL is a third longer than the picture, and the contract takes 128 KiB of it. */
const mostBytes = 96 * 1024 - 64

/** A small picture, kept with the maker as a data URL. */
export function LogoField({
  value,
  isDisabled,
  onChange,
}: {
  value: string
  isDisabled: boolean
  onChange(value: string): void
}) {
  const { t } = useTranslation('registryLists')
  const input = useRef<HTMLInputElement>(null)
  const [isTooLarge, setTooLarge] = useState(false)
  const read = async (file: File) => {
    setTooLarge(file.size > mostBytes)
    if (file.size > mostBytes) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    onChange(`data:${file.type};base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`)
  }
  return (
    <div className={styles.logoField}>
      <span className={styles.muted}>{t('field.logo')}</span>
      <div className={styles.logoRow}>
        {value !== '' && <img className={styles.logo} src={value} alt={t('field.logo')} />}
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          hidden
          aria-label={t('chooseLogo')}
          onChange={({ target }) => {
            const [file] = target.files ?? []
            target.value = ''
            if (file) void read(file)
          }}
        />
        <Button size="small" disabled={isDisabled} onClick={() => input.current?.click()}>
          {t('chooseLogo')}
        </Button>
        {value !== '' && (
          <Button size="small" look="plain" disabled={isDisabled} onClick={() => onChange('')}>
            {t('dropLogo')}
          </Button>
        )}
        {isTooLarge && <span className={styles.problem}>{t('logoTooLarge')}</span>}
      </div>
    </div>
  )
}
