import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodecDescription } from '../../../domain/contract'
import { decodeFrame } from '../../../domain/codec/decodeFrame'
import { encodeMessage } from '../../../domain/codec/encodeMessage'
import { FrameSplitter } from '../../../domain/codec/FrameSplitter'
import { fromHex, toHex } from '../../../domain/codec/hex'
import { useFormat } from '../../i18n'
import { hexCells } from './hexCells'
import { sampleFrame } from './sampleFrame'
import styles from './Codecs.module.css'

const mostBytes = 2_048

/** Pasted bytes, read as they would be at the link: frame, message, fields in colours, the first fault at its byte. */
export function HexTest({ description }: { description: CodecDescription }) {
  const { t } = useTranslation('codecs')
  const format = useFormat()
  const [hex, setHex] = useState<string>()
  const shown = useMemo(() => hex ?? toHex(sampleFrame(description, encodeMessage)), [hex, description])
  const bytes = useMemo(() => fromHex(shown)?.subarray(0, mostBytes), [shown])
  const { frame, before, rest } = useMemo(
    () => firstFrame(description, bytes ?? new Uint8Array()),
    [description, bytes],
  )
  const read = useMemo(() => decodeFrame(description, frame), [description, frame])
  const fault = read.isOk ? undefined : read.fault
  const cells = hexCells(frame, read.spans, fault)
  const faultText =
    fault &&
    t(`fault.${fault.code}`, {
      at: fault.at,
      path: fault.path,
      expected: fault.expected ?? '',
      found: fault.found ?? '',
    })
  return (
    <section className={styles.hexTest}>
      <h3 className={styles.messageTitle}>{t('test')}</h3>
      <textarea
        className={styles.hex}
        aria-label={t('paste')}
        placeholder={t('paste')}
        spellCheck={false}
        value={shown}
        onChange={(event) => setHex(event.target.value)}
      />
      {bytes === undefined ? (
        <p className={styles.bad} role="alert">
          {t('noHex')}
        </p>
      ) : (
        <>
          {before > 0 && <p className={styles.muted}>{t('skipped', { count: before })}</p>}
          <div className={styles.cells} role="img" aria-label={faultText ?? t('sound')}>
            {cells.map((cell) => (
              <span
                key={cell.at}
                title={cell.title}
                className={[
                  styles.cell,
                  cell.field !== undefined && styles[`colour${cell.field % 6}`],
                  cell.isFault && styles.fault,
                ]
                  .filter(Boolean)
                  .join(' ')}
              >
                {cell.hex}
              </span>
            ))}
          </div>
          {rest > 0 && <p className={styles.muted}>{t('rest', { count: rest })}</p>}
          <p className={fault ? styles.bad : styles.good} role="status">
            {read.message && `${format.text(read.message.name)} · `}
            {faultText ?? t('sound')}
          </p>
          <table className={styles.values}>
            <tbody>
              {read.spans.map((span, at) => (
                <tr key={`${span.path} ${span.from}`}>
                  <td className={styles.muted}>
                    {span.to - span.from > 1 ? `${span.from}–${span.to - 1}` : span.from}
                  </td>
                  <td>
                    <span className={`${styles.swatch} ${styles[`colour${at % 6}`]}`} /> {span.path}
                  </td>
                  <td className={styles.value}>{span.text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}

/** The first frame in the bytes; all of them where there is none, so that people see why. */
function firstFrame(description: CodecDescription, bytes: Uint8Array) {
  const [frame] = new FrameSplitter(description).push(bytes)
  if (!frame) return { frame: bytes, before: 0, rest: 0 }
  const before = findBytes(bytes, frame)
  return { frame, before, rest: bytes.length - before - frame.length }
}

function findBytes(bytes: Uint8Array, part: Uint8Array): number {
  for (let at = 0; at + part.length <= bytes.length; at++)
    if (part.every((byte, i) => bytes[at + i] === byte)) return at
  return 0
}
