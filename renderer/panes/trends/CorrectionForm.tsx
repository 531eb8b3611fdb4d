import { useTranslation } from 'react-i18next'
import { useState } from 'react'
import type { Property } from '../../../domain/contract'
import { seatNow, useClient } from '../../feed'
import { useFormat } from '../../i18n'
import { useAttempt } from '../../session/useAttempt'
import { Button, DateTimeField, SelectField, TextField } from '../../widgets'
import { correctionKinds, correctionOf, type CorrectionDraft } from './correctionDraft'
import type { LanePoint } from './useSeries'
import styles from './Corrections.module.css'

/** Says that a stretch was recorded wrongly, what is right, and why. What the device told stays where it is. */
export function CorrectionForm({
  point,
  property,
  draft,
  onDraft,
  onVisible,
  onMade,
}: {
  point: LanePoint
  property: Property
  draft: CorrectionDraft
  onDraft(draft: CorrectionDraft): void
  /** Takes the stretch that is in sight. */
  onVisible(): void
  onMade(): void
}) {
  const { t } = useTranslation(['trends', 'error'])
  const { timeZone, text } = useFormat()
  const client = useClient()
  const { run, code, isPending } = useAttempt()
  const [isTold, setTold] = useState(false)
  const judged = correctionOf(draft, point, timeZone, seatNow())
  const problem = 'problem' in judged ? judged.problem : undefined
  const put = (part: Partial<CorrectionDraft>) => {
    setTold(false)
    onDraft({ ...draft, ...part })
  }
  const unit = draft.kind === 'multiply' ? undefined : property.unit
  const amountLabel =
    draft.kind === 'exclude'
      ? ''
      : [t(`correction.amount.${draft.kind}`), unit && `(${unit})`].filter(Boolean).join(' ')
  return (
    <form
      className={styles.form}
      aria-label={t('correction.new')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!('text' in judged)) return
        void run(async () => {
          await client.call('history.correct', judged.text)
          setTold(true)
          // The stretch stays: what was wrong there may be wrong at the next point too.
          onDraft({ ...draft, amount: '', reason: '' })
          onMade()
        })
      }}
    >
      <div className={styles.moments}>
        {(['from', 'to'] as const).map((end) => (
          <DateTimeField
            key={end}
            label={t(`correction.${end}`)}
            precision="second"
            value={draft[end]}
            onChange={(typed) => put({ [end]: typed })}
          />
        ))}
      </div>
      <p className={styles.hint}>
        {t('correction.drawHint')}
        <button type="button" className={styles.link} onClick={onVisible}>
          {t('correction.visible')}
        </button>
      </p>
      <fieldset className={styles.kinds}>
        <legend className="srOnly">{t('correction.change')}</legend>
        {correctionKinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className={styles.kind}
            aria-pressed={draft.kind === kind}
            onClick={() => put({ kind })}
          >
            {t(`correction.kind.${kind}`)}
          </button>
        ))}
      </fieldset>
      {draft.kind === 'set' && property.values ? (
        <SelectField
          label={amountLabel}
          value={draft.amount}
          none={['', '—']}
          options={property.values.map(({ value, name }) => [String(value), text(name)])}
          onChange={(amount) => put({ amount })}
        />
      ) : (
        draft.kind !== 'exclude' && (
          <TextField
            label={amountLabel}
            inputMode="decimal"
            value={draft.amount}
            maxLength={24}
            onChange={(event) => put({ amount: event.target.value })}
          />
        )
      )}
      <TextField
        label={t('correction.reason')}
        value={draft.reason}
        maxLength={500}
        onChange={(event) => put({ reason: event.target.value })}
      />
      <Button type="submit" look="primary" disabled={problem !== undefined || isPending} isPending={isPending}>
        {t('correction.make')}
      </Button>
      <p className={code ? styles.refused : styles.hint} role="status">
        {code
          ? t(`error:${code}`)
          : isTold
            ? t('correction.made')
            : problem !== undefined && t(`correction.problem.${problem}`)}
      </p>
    </form>
  )
}
