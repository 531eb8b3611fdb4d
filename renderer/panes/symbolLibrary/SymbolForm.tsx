import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GraphicSymbol, Ink, type SymbolPath } from '../../../domain/contract'
import { scaleSymbol } from '../../../domain/graphics/readSvg/scaleSymbol'
import { Button, FormGrid, LocalTextField, NumberField, Section, SelectField } from '../../widgets'
import { ThemePreview } from './ThemePreview'
import type { SymbolDeeds } from './useSymbolDeeds'
import styles from './SymbolLibrary.module.css'

/** Name, system, size and inks of a symbol; a new one and one that is there alike. */
export function SymbolForm({
  begun,
  basedOn,
  isNew,
  systems,
  deeds,
  onDone,
}: {
  begun: GraphicSymbol
  basedOn: number
  isNew: boolean
  systems: readonly { id: string; name: string }[]
  deeds: SymbolDeeds
  onDone(id: string | undefined): void
}) {
  const { t } = useTranslation(['symbolLibrary', 'common', 'graphicEditor'])
  const [symbol, setSymbol] = useState(begun)
  const inks = Ink.options.map((ink) => [ink, t(`graphicEditor:ink.${ink}`)] as const)
  const change = (at: number, part: Partial<SymbolPath>) =>
    setSymbol({ ...symbol, paths: symbol.paths.map((path, index) => (index === at ? { ...path, ...part } : path)) })
  const isWhole = GraphicSymbol.safeParse(symbol).success
  const ratio = begun.height / begun.width
  return (
    <Section title={t(isNew ? 'form.new' : 'form.edit')}>
      <div className={styles.form}>
        <ThemePreview symbol={symbol} />
        <LocalTextField
          label={t('fact.name')}
          value={symbol.name}
          onChange={(name) => setSymbol({ ...symbol, name })}
        />
        <SelectField
          label={t('fact.system')}
          value={symbol.systemKey}
          options={[['general', t('general')] as const, ...systems.map(({ id, name }) => [id, name] as const)]}
          onChange={(systemKey) => setSymbol({ ...symbol, systemKey })}
        />
        <NumberField
          label={t('fact.width')}
          value={symbol.width}
          min={1}
          max={Math.min(2_000, Math.floor(2_000 / ratio))}
          onChange={(width) => setSymbol(scaleSymbol(symbol, width))}
        />
        <table className={styles.paths}>
          <thead>
            <tr>
              <th scope="col">{t('form.path')}</th>
              <th scope="col">{t('form.line')}</th>
              <th scope="col">{t('form.fill')}</th>
              <th scope="col">{t('form.lineWidth')}</th>
            </tr>
          </thead>
          <tbody>
            {symbol.paths.map((path, at) => (
              <tr key={at}>
                <td>{at + 1}</td>
                <td>
                  <SelectField
                    label={t('form.lineOf', { number: at + 1 })}
                    isLabelHidden
                    value={path.line}
                    options={[['line', t('form.own')], ...inks]}
                    onChange={(line) => change(at, { line })}
                  />
                </td>
                <td>
                  <SelectField
                    label={t('form.fillOf', { number: at + 1 })}
                    isLabelHidden
                    value={path.fill}
                    options={[['fill', t('form.own')], ...inks]}
                    onChange={(fill) => change(at, { fill })}
                  />
                </td>
                <td>
                  <NumberField
                    label={t('form.lineWidthOf', { number: at + 1 })}
                    isLabelHidden
                    value={path.lineWidth}
                    min={0}
                    max={40}
                    onChange={(lineWidth) => change(at, { lineWidth })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <FormGrid columns={2}>
          <Button onClick={() => onDone(undefined)}>{t('form.cancel')}</Button>
          <Button
            look="primary"
            isPending={deeds.isPending}
            disabled={!isWhole || deeds.isPending}
            title={isWhole ? undefined : t('form.namesMissing')}
            onClick={() => void deeds.save(symbol, basedOn).then((isTaken) => isTaken && onDone(symbol.id))}
          >
            {t('form.save')}
          </Button>
        </FormGrid>
      </div>
    </Section>
  )
}
