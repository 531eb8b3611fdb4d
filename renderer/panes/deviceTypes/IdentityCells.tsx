import { useTranslation } from 'react-i18next'
import type { LocalText } from '../../../domain/contract'
import { TextCell } from './Cells'
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
  const label = (head: string) => `${of.name.zh || of.id} ${head}`
  return (
    <>
      <label className={styles.partField}>
        {t('head.id')}
        <TextCell
          label={label(t('head.id'))}
          value={of.id}
          isWide
          isWrong={isWrong('id')}
          onChange={(id) => onChange({ id })}
        />
      </label>
      {(['zh', 'en'] as const).map((language) => {
        const head = t(language === 'zh' ? 'head.nameZh' : 'head.nameEn')
        return (
          <label key={language} className={styles.partField}>
            {head}
            <TextCell
              label={label(head)}
              value={of.name[language]}
              isWide
              isWrong={language === 'zh' && isWrong('name.zh')}
              onChange={(words) => onChange({ name: { ...of.name, [language]: words } })}
            />
          </label>
        )
      })}
    </>
  )
}
