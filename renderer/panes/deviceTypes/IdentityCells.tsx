import { useTranslation } from 'react-i18next'
import type { LocalText } from '../../../domain/contract'
import { TextField } from '../../widgets'
import styles from './TypeEditor.module.css'

interface Identity {
  id: string
  name: LocalText
}

/** Under which id and names a part of a type goes: what a service and an event begin with. */
export function IdentityCells({
  of,
  isWrong,
  onChange,
}: {
  of: Identity
  isWrong(part: string): boolean
  onChange(change: Partial<Identity>): void
}) {
  const { t } = useTranslation('deviceTypes')
  const field = (head: string, value: string, isBad: boolean, put: (value: string) => void) => (
    <TextField
      className={styles.identity}
      label={head}
      aria-label={`${of.name.zh || of.id} ${head}`}
      aria-invalid={isBad || undefined}
      maxLength={80}
      spellCheck={false}
      value={value}
      onChange={({ target }) => put(target.value)}
    />
  )
  return (
    <>
      {field(t('head.id'), of.id, isWrong('id'), (id) => onChange({ id }))}
      {field(t('head.nameZh'), of.name.zh, isWrong('name.zh'), (zh) => onChange({ name: { ...of.name, zh } }))}
      {field(t('head.nameEn'), of.name.en, false, (en) => onChange({ name: { ...of.name, en } }))}
    </>
  )
}
