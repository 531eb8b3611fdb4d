import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Graphic } from '../../../domain/contract'
import type { EffectiveSymbol } from '../../../domain/graphics/effective'
import { useFormat } from '../../i18n'
import { Button, Section } from '../../widgets'
import { ThemePreview } from './ThemePreview'
import type { SymbolDeeds } from './useSymbolDeeds'
import styles from './SymbolLibrary.module.css'

/** One symbol: how it looks in every theme, what has it, and what can be done about it. */
export function SymbolDetail({
  known,
  usedIn,
  systemName,
  isReadOnly,
  deeds,
  onEdit,
}: {
  known: EffectiveSymbol
  usedIn: readonly Graphic[]
  systemName(key: string): string
  isReadOnly: boolean
  deeds: SymbolDeeds
  onEdit(): void
}) {
  const { t } = useTranslation(['symbolLibrary', 'common'])
  const { text, number } = useFormat()
  const [isAsked, setIsAsked] = useState(false)
  const { symbol, origin, isOffered, version } = known
  const needsRight = isReadOnly ? t('common:state.needsRight') : undefined
  // Under one that was changed lies the shipped one: drawings go on with that.
  const whyKept = origin === 'made' && usedIn.length > 0 ? t('remove.inUse', { count: usedIn.length }) : undefined
  return (
    <>
      <Section title={text(symbol.name)} meta={t(isOffered ? `origin.${origin}` : 'withdrawn')}>
        <ThemePreview symbol={symbol} />
        <dl className={styles.facts}>
          <dt>{t('fact.system')}</dt>
          <dd>{systemName(symbol.systemKey)}</dd>
          <dt>{t('fact.size')}</dt>
          <dd>{`${number(symbol.width, 0)} × ${number(symbol.height, 0)}`}</dd>
          <dt>{t('fact.paths')}</dt>
          <dd>{symbol.paths.length}</dd>
          {version > 0 && (
            <>
              <dt>{t('fact.version')}</dt>
              <dd>{version}</dd>
            </>
          )}
        </dl>
        <div className={styles.deeds}>
          <Button size="small" disabled={isReadOnly} title={needsRight} onClick={onEdit}>
            {t('edit')}
          </Button>
          <Button
            size="small"
            disabled={isReadOnly || deeds.isPending}
            title={needsRight ?? t(isOffered ? 'withdraw.tip' : 'offer.tip')}
            onClick={() => void deeds.offer(symbol.id, !isOffered)}
          >
            {t(isOffered ? 'withdraw.button' : 'offer.button')}
          </Button>
          {isAsked ? (
            <>
              <Button
                size="small"
                onClick={() => {
                  setIsAsked(false)
                  void deeds.remove(symbol.id)
                }}
              >
                {t(origin === 'changed' ? 'remove.backToShipped' : 'remove.really', { name: text(symbol.name) })}
              </Button>
              <Button size="small" look="plain" onClick={() => setIsAsked(false)}>
                {t('remove.keep')}
              </Button>
            </>
          ) : (
            origin !== 'shipped' && (
              <Button
                size="small"
                disabled={isReadOnly || whyKept !== undefined || deeds.isPending}
                title={needsRight ?? whyKept}
                onClick={() => setIsAsked(true)}
              >
                {t(origin === 'changed' ? 'remove.backToShipped' : 'remove.button')}
              </Button>
            )
          )}
        </div>
        {whyKept !== undefined && <p className={styles.muted}>{whyKept}</p>}
      </Section>
      <Section title={t('usedIn.title')} meta={usedIn.length}>
        {usedIn.length === 0 ? (
          <p className={styles.muted}>{t('usedIn.nowhere')}</p>
        ) : (
          <ul>
            {usedIn.map(({ id, name }) => (
              <li key={id} className={styles.line}>
                {text(name)}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  )
}
