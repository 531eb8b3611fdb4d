import { useMemo, useState } from 'react'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ErrorCode } from '../../../domain/contract'
import type { EffectiveSymbol } from '../../../domain/graphics/effective'
import { useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Checkbox, Empty, Failed, Loading, Pane, PaneTitle, SelectField, TextField } from '../../widgets'
import { filterOptions } from '../../widgets/pickOptions'
import { useGraphicBook } from '../graphicEditor/useGraphicBook'
import { useSystemNames } from '../graphicEditor/useSystemNames'
import { AddSymbol, type Begun } from './AddSymbol'
import { SymbolDetail } from './SymbolDetail'
import { SymbolForm } from './SymbolForm'
import { SymbolGrid } from './SymbolGrid'
import { useSymbolDeeds } from './useSymbolDeeds'
import styles from './SymbolLibrary.module.css'

/** What the right side shows. */
type Side =
  { kind: 'add' } | { kind: 'new'; begun: Begun } | { kind: 'edit'; id: string } | { kind: 'look'; id: string }

/** The library of symbols (组件库): by system, added from SVG, edited, withdrawn and offered again, deleted while no drawing has it. */
export function SymbolLibraryPane() {
  const { t } = useTranslation(['symbolLibrary', 'common', 'error'])
  const { text } = useFormat()
  const { status, endedCode, symbols, graphics } = useGraphicBook()
  const systems = useSystemNames()
  const deeds = useSymbolDeeds()
  const isReadOnly = !useRight('graphic.write')
  const [sought, setSought] = useState('')
  const [system, setSystem] = useState('')
  const [hasWithdrawn, setHasWithdrawn] = useState(true)
  const [side, setSide] = useState<Side>()
  const show = (next: Side | undefined) => {
    deeds.forget()
    setSide(next)
  }
  const systemName = (key: string) =>
    key === 'general' ? t('general') : (systems.find(({ id }) => id === key)?.name ?? key)
  const used = new Set([...symbols.values()].map(({ symbol }) => symbol.systemKey))
  const shown = useMemo(() => {
    const all = [...symbols.values()].filter(
      ({ symbol, isOffered }) => (system === '' || symbol.systemKey === system) && (isOffered || hasWithdrawn),
    )
    if (sought.trim() === '') return all
    const options = all.map(({ symbol }) => ({ id: symbol.id, name: text(symbol.name), detail: symbol.systemKey }))
    return filterOptions(options, sought).flatMap(({ id }): EffectiveSymbol[] => {
      const known = symbols.get(id)
      return known ? [known] : []
    })
  }, [symbols, system, hasWithdrawn, sought, text])
  const chosen = side && 'id' in side ? symbols.get(side.id) : undefined
  const usedIn = (id: string) =>
    [...graphics.values()]
      .map(({ graphic }) => graphic)
      .filter(({ elements }) => elements.some((element) => element.kind === 'symbol' && element.symbolId === id))
  const close = (id: string | undefined) => show(id === undefined ? undefined : { kind: 'look', id })

  const header = (
    <PaneTitle
      title={t('common:pane.symbolLibrary')}
      meta={status === 'live' && t('count', { count: symbols.size, shown: shown.length })}
    >
      <Button
        size="small"
        disabled={isReadOnly}
        title={isReadOnly ? t('common:state.needsRight') : undefined}
        onClick={() => show({ kind: 'add' })}
      >
        <Plus size={14} aria-hidden />
        {t('add.button')}
      </Button>
    </PaneTitle>
  )
  const toolbar = (
    <>
      <TextField
        className={styles.search}
        label={t('search')}
        isLabelHidden
        placeholder={t('search')}
        value={sought}
        onChange={({ target }) => setSought(target.value)}
      />
      <SelectField
        label={t('fact.system')}
        isBeside
        value={system}
        none={['', t('allSystems')]}
        options={[
          ...(used.has('general') ? [['general', t('general')] as const] : []),
          ...systems.filter(({ id }) => used.has(id)).map(({ id, name }) => [id, name] as const),
        ]}
        onChange={setSystem}
      />
      <Checkbox isChecked={hasWithdrawn} onChange={setHasWithdrawn}>
        {t('showWithdrawn')}
      </Checkbox>
    </>
  )
  return (
    <Pane header={header} toolbar={toolbar}>
      {status === 'loading' && <Loading />}
      {status === 'ended' && <Failed code={ErrorCode.safeParse(endedCode).data ?? 'internal'} />}
      {status === 'live' && (
        <div className={styles.columns}>
          <div className={styles.shelves}>
            {shown.length === 0 ? (
              <Empty>{t(symbols.size === 0 ? 'empty' : 'nothing')}</Empty>
            ) : (
              <SymbolGrid
                symbols={shown}
                systemName={systemName}
                chosen={chosen?.symbol.id}
                onChoose={(id) => show({ kind: 'look', id })}
              />
            )}
          </div>
          <aside className={styles.side}>
            {deeds.code !== undefined && (
              <p className={styles.refused} role="alert">
                {t(`error:${deeds.code}`)}
              </p>
            )}
            {side?.kind === 'add' && (
              <AddSymbol
                systemKey={system === '' ? 'general' : system}
                onRead={(begun) => show({ kind: 'new', begun })}
                onCancel={() => show(undefined)}
              />
            )}
            {side?.kind === 'new' && (
              <>
                {side.begun.dropped.size > 0 && (
                  <p className={styles.dropped} role="status">
                    {t('dropped.title')}
                    {[...side.begun.dropped]
                      .map(([what, count]) => t(`dropped.${what}`, { count }))
                      .join(t('dropped.and'))}
                  </p>
                )}
                <SymbolForm
                  key={side.begun.symbol.id}
                  begun={side.begun.symbol}
                  basedOn={0}
                  isNew
                  systems={systems}
                  deeds={deeds}
                  onDone={close}
                />
              </>
            )}
            {side?.kind === 'edit' && chosen && (
              <SymbolForm
                key={`${side.id} ${chosen.version}`}
                begun={chosen.symbol}
                basedOn={chosen.version}
                isNew={false}
                systems={systems}
                deeds={deeds}
                onDone={(id) => close(id ?? side.id)}
              />
            )}
            {side?.kind === 'look' && chosen && (
              <SymbolDetail
                key={side.id}
                known={chosen}
                usedIn={usedIn(side.id)}
                systemName={systemName}
                isReadOnly={isReadOnly}
                deeds={deeds}
                onEdit={() => show({ kind: 'edit', id: side.id })}
              />
            )}
            {(!side || (side.kind === 'look' && !chosen)) && <Empty>{t('chooseOne')}</Empty>}
          </aside>
        </div>
      )}
    </Pane>
  )
}
