import { Group, Lock, LockOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { GraphicElement } from '../../../domain/contract'
import { setLocked } from '../../../domain/graphics/edit/arrange'
import type { EffectiveSymbol } from '../../../domain/graphics/effective'
import { useFormat } from '../../i18n'
import { Empty, VirtualList } from '../../widgets'
import type { GraphicDraft } from './useGraphicDraft'
import styles from './Layers.module.css'

/** All elements, topmost first; the way to choose without a mouse. */
export function Layers({
  draft,
  symbols,
  isReadOnly,
}: {
  draft: GraphicDraft
  symbols: ReadonlyMap<string, EffectiveSymbol>
  isReadOnly: boolean
}) {
  const { t } = useTranslation('graphicEditor')
  const nameOf = useElementName(symbols)
  const { graphic, selection } = draft
  const topFirst = graphic.elements.toReversed()
  if (topFirst.length === 0) return <Empty>{t('layers.empty')}</Empty>
  return (
    <VirtualList
      count={topFirst.length}
      rowKey={(index) => topFirst[index]?.id ?? ''}
      label={t('layers.title')}
      activeIndex={topFirst.findIndex(({ id }) => selection.has(id))}
      renderRow={(index) => {
        const element = topFirst[index]
        if (!element) return undefined
        const isLocked = element.isLocked === true
        const name = nameOf(element)
        return (
          <div className={styles.row} aria-current={selection.has(element.id) || undefined}>
            <button
              type="button"
              className={styles.name}
              onClick={({ shiftKey, ctrlKey }) =>
                draft.select(
                  !shiftKey && !ctrlKey
                    ? [element.id]
                    : selection.has(element.id)
                      ? [...selection].filter((id) => id !== element.id)
                      : [...selection, element.id],
                )
              }
            >
              {name}
            </button>
            {element.groups && (
              <span className={styles.grouped} role="img" aria-label={t('layers.grouped')} title={t('layers.grouped')}>
                <Group size={12} aria-hidden />
              </span>
            )}
            <button
              type="button"
              className={styles.lock}
              aria-pressed={isLocked}
              aria-label={t(isLocked ? 'layers.unlock' : 'layers.lock', { name })}
              title={t(isLocked ? 'layers.unlock' : 'layers.lock', { name })}
              disabled={isReadOnly}
              onClick={() => draft.change((now) => setLocked(now, new Set([element.id]), !isLocked))}
            >
              {isLocked ? <Lock size={12} aria-hidden /> : <LockOpen size={12} aria-hidden />}
            </button>
          </div>
        )
      }}
    />
  )
}

/** What an element is called: by its name, its words, its symbol, else by its kind. */
export function useElementName(symbols: ReadonlyMap<string, EffectiveSymbol>): (element: GraphicElement) => string {
  const { t } = useTranslation('graphicEditor')
  const { text } = useFormat()
  return (element) => {
    if (element.name) return text(element.name)
    if (element.kind === 'text' || element.kind === 'button') return text(element.words)
    if (element.kind === 'shape') return t(`basic.${element.shape}`)
    if (element.kind !== 'symbol') return t(`basic.${element.kind}`)
    const symbol = symbols.get(element.symbolId)?.symbol
    return symbol ? text(symbol.name) : element.symbolId
  }
}
