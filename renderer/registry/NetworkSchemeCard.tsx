import { useTranslation } from 'react-i18next'
import { networkSchemeOf } from '../../domain/access/networkSchemes'
import type { DeviceNetwork } from '../../domain/contract'
import { useFormat } from '../i18n'
import styles from './NetworkSchemeCard.module.css'

/** How a device over this network is joined: what the house does for it, and what is set on the device. */
export function NetworkSchemeCard({ network }: { network: DeviceNetwork | '' }) {
  const { t } = useTranslation(['registry', 'common'])
  const { text, number } = useFormat()
  // Written out: a span as 15:00 reads like a time of day here.
  const span = (ms: number) =>
    ms < 60_000
      ? `${number(ms / 1_000, 0)} ${t('common:unit.second')}`
      : `${number(ms / 60_000, ms % 60_000 === 0 ? 0 : 1)} ${t('common:unit.minute')}`
  const scheme = network === '' ? undefined : networkSchemeOf(network)
  if (!scheme || network === '') return undefined
  const facts: [string, string][] = [
    [t('scheme.protocols'), scheme.protocols.map((each) => t(`scheme.protocol.${each}`)).join(' / ')],
    [t('scheme.payload'), t(`scheme.payloads.${scheme.payload}`)],
    [t('scheme.report'), span(scheme.reportEveryS * 1_000)],
    [t('scheme.silence'), t('scheme.atLeast', { span: span(scheme.leastSilenceMs) })],
    [t('scheme.downlink'), t(`scheme.downlinks.${scheme.downlink}`)],
    ...(scheme.commandWaitMs > 0 ? [[t('scheme.wait'), span(scheme.commandWaitMs)] satisfies [string, string]] : []),
  ]
  const title = t('scheme.title', { network: t(`network.${network}`) })
  return (
    <section className={styles.card} aria-label={title}>
      <h4 className={styles.title}>{title}</h4>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ol className={styles.steps} aria-label={t('scheme.steps')}>
        {scheme.steps.map((step) => (
          <li key={step.en}>{text(step)}</li>
        ))}
      </ol>
      {scheme.notes.length > 0 && (
        <ul className={styles.notes}>
          {scheme.notes.map((note) => (
            <li key={note.en}>{text(note)}</li>
          ))}
        </ul>
      )}
      {scheme.sources.length > 0 && <p className={styles.sources}>{scheme.sources.join(' · ')}</p>}
    </section>
  )
}
