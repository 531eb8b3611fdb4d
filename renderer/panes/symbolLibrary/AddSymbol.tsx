import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SymbolId, type GraphicSymbol, type LocalText } from '../../../domain/contract'
import type { SvgDropped, SvgRefusal } from '../../../domain/graphics/readSvg/readSvg'
import { newKey } from '../../feed'
import { Button, Section } from '../../widgets'
import { readSvgText } from './readSvgText'
import styles from './SymbolLibrary.module.css'

export interface Begun {
  symbol: GraphicSymbol
  dropped: ReadonlyMap<SvgDropped, number>
}

/** A drawing from an SVG file or pasted, turned into outlines; what could not be taken is told. */
export function AddSymbol({
  systemKey,
  onRead,
  onCancel,
}: {
  /** System it is put under at first. */
  systemKey: string
  onRead(begun: Begun): void
  onCancel(): void
}) {
  const { t } = useTranslation('symbolLibrary')
  const { t: zh } = useTranslation('symbolLibrary', { lng: 'zh-CN' })
  const { t: en } = useTranslation('symbolLibrary', { lng: 'en' })
  const input = useRef<HTMLInputElement>(null)
  const [pasted, setPasted] = useState('')
  const [refused, setRefused] = useState<SvgRefusal>()
  const take = (text: string, name: LocalText) => {
    const read = readSvgText(text)
    if ('refused' in read) return setRefused(read.refused)
    const { dropped, ...drawing } = read
    const id = SymbolId.parse(`symbol-${newKey().slice(0, 10)}`)
    onRead({ symbol: { id, name, systemKey, ...drawing }, dropped })
  }
  const takeFile = (text: string, name: string) => take(text, { zh: name, en: name })
  return (
    <Section title={t('add.title')}>
      <div className={styles.form}>
        <p className={styles.muted}>{t('add.hint')}</p>
        <input
          ref={input}
          type="file"
          accept=".svg,image/svg+xml"
          hidden
          aria-label={t('add.file')}
          onChange={({ target }) => {
            const [file] = target.files ?? []
            target.value = ''
            if (file) void file.text().then((text) => takeFile(text, file.name.replace(/\.svg$/i, '')))
          }}
        />
        <Button onClick={() => input.current?.click()}>{t('add.file')}</Button>
        <textarea
          className={styles.pasted}
          aria-label={t('add.paste')}
          placeholder={t('add.paste')}
          spellCheck={false}
          rows={8}
          value={pasted}
          onChange={({ target }) => setPasted(target.value)}
        />
        {refused !== undefined && (
          <p className={styles.refused} role="alert">
            {t(`refused.${refused}`)}
          </p>
        )}
        <div className={styles.deeds}>
          <Button onClick={onCancel}>{t('form.cancel')}</Button>
          <Button
            look="primary"
            disabled={pasted.trim() === ''}
            onClick={() => take(pasted, { zh: zh('add.name'), en: en('add.name') })}
          >
            {t('add.read')}
          </Button>
        </div>
      </div>
    </Section>
  )
}
