import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ForwardField, type ErrorCode, type ForwardFault } from '../../../domain/contract'
import { refusalCode, useClient } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Checkbox, Dialog, SelectField, TextField } from '../../widgets'
import {
  filterLists,
  forwardKinds,
  hasTlsSwitch,
  readDraft,
  type RouteDraft,
  targetFields,
  targetKinds,
} from './routeDraft'
import styles from './RouteForm.module.css'

type Trial = { tookMs: number; fault?: ForwardFault | undefined; text?: string | undefined }

/** A route as somebody writes it; tried out before it is saved. */
export function RouteForm({ start, onClose }: { start: RouteDraft; onClose(): void }) {
  const { t } = useTranslation(['forwarding', 'common', 'error'])
  const client = useClient()
  const format = useFormat()
  const [draft, setDraft] = useState(start)
  const [isTouched, setIsTouched] = useState(false)
  const [isPending, setIsPending] = useState(false)
  const [trial, setTrial] = useState<Trial>()
  const [code, setCode] = useState<ErrorCode>()
  const [isRemoving, setIsRemoving] = useState(false)
  const read = readDraft(draft)
  const problems = isTouched && 'problems' in read ? read.problems : new Set<string>()
  const problemOf = (field: string) => (problems.has(field) ? t('notSound') : undefined)
  const change = (part: Partial<RouteDraft>) => {
    setDraft({ ...draft, ...part })
    setTrial(undefined)
  }

  const ask = async (work: (sound: Extract<typeof read, { route: unknown }>['route']) => Promise<void>) => {
    setIsTouched(true)
    setCode(undefined)
    if (!('route' in read)) return
    setIsPending(true)
    try {
      await work(read.route)
    } catch (error) {
      setCode(refusalCode(error))
    } finally {
      setIsPending(false)
    }
  }
  const named = {
    ...(draft.id !== undefined && { id: draft.id }),
    ...(draft.secret !== undefined && { secret: draft.secret }),
  }
  const save = () =>
    ask(async (route) => {
      await client.call('forwarding.save', { ...named, route })
      onClose()
    })
  const test = () => ask(async (route) => setTrial(await client.call('forwarding.test', { ...named, route })))
  const remove = async () => {
    if (draft.id === undefined) return
    try {
      await client.call('forwarding.remove', { id: draft.id })
      onClose()
    } catch (error) {
      setCode(refusalCode(error))
    }
  }

  const title = t(draft.id === undefined ? 'form.new' : 'form.change')
  return (
    <Dialog label={title} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void save()
        }}
      >
        <h2 className={styles.title}>{title}</h2>
        <TextField
          label={t('form.name')}
          isFocusedAtStart
          value={draft.name}
          maxLength={80}
          problem={problemOf('name')}
          onChange={(event) => change({ name: event.target.value })}
        />
        <fieldset className={styles.block}>
          <legend>{t('form.what')}</legend>
          <div className={styles.boxes}>
            {forwardKinds.map((kind) => (
              <Checkbox
                key={kind}
                isChecked={draft.kinds.includes(kind)}
                onChange={(isOn) =>
                  change({ kinds: forwardKinds.filter((one) => (one === kind ? isOn : draft.kinds.includes(one))) })
                }
              >
                {t(`kind.${kind}`)}
              </Checkbox>
            ))}
          </div>
          {problems.has('kinds') && <p className={styles.problem}>{t('form.kindMissing')}</p>}
          <div className={styles.pair}>
            {filterLists.map((list) => (
              <TextField
                key={list}
                label={t(`filter.${list}`)}
                placeholder={t('form.all')}
                value={draft.lists[list]}
                problem={problemOf(list)}
                onChange={(event) => change({ lists: { ...draft.lists, [list]: event.target.value } })}
              />
            ))}
          </div>
          <details className={styles.more}>
            <summary>{t('form.fields', { count: draft.fields.length })}</summary>
            <div className={styles.boxes}>
              {ForwardField.options.map((field) => (
                <Checkbox
                  key={field}
                  isChecked={draft.fields.includes(field)}
                  onChange={(isOn) =>
                    change({
                      fields: ForwardField.options.filter((one) => (one === field ? isOn : draft.fields.includes(one))),
                    })
                  }
                >
                  {t(`field.${field}`)}
                </Checkbox>
              ))}
            </div>
          </details>
        </fieldset>
        <fieldset className={styles.block}>
          <legend>{t('form.where')}</legend>
          <div className={styles.kinds} role="group" aria-label={t('form.where')}>
            {targetKinds.map((kind) => (
              <button
                key={kind}
                type="button"
                className={styles.kind}
                aria-pressed={kind === draft.targetKind}
                onClick={() => change({ targetKind: kind })}
              >
                {t(`target.${kind}`)}
              </button>
            ))}
          </div>
          <div className={styles.pair}>
            {targetFields[draft.targetKind].map((field) =>
              field === 'format' ? (
                <SelectField
                  key={field}
                  label={t('form.format')}
                  value={draft.target.format}
                  options={[
                    ['csv', 'CSV'],
                    ['parquet', 'Parquet'],
                  ]}
                  onChange={(chosen) => change({ target: { ...draft.target, format: chosen } })}
                />
              ) : (
                <TextField
                  key={field}
                  label={t(`form.${field}`)}
                  placeholder={field === 'url' ? `${draft.targetKind === 'http' ? 'https' : 'mqtts'}://` : undefined}
                  value={draft.target[field]}
                  problem={problemOf(field)}
                  onChange={(event) => change({ target: { ...draft.target, [field]: event.target.value } })}
                />
              ),
            )}
            {draft.targetKind !== 'file' && (
              <TextField
                label={t('form.secret')}
                type="password"
                autoComplete="new-password"
                placeholder={draft.hasSecret ? t('form.secretKept') : undefined}
                value={draft.secret ?? ''}
                onChange={(event) => change({ secret: event.target.value === '' ? undefined : event.target.value })}
              />
            )}
            <TextField
              label={t('form.mostQueueMb')}
              inputMode="numeric"
              value={draft.mostQueueMb}
              problem={problemOf('mostQueueMb')}
              onChange={(event) => change({ mostQueueMb: event.target.value })}
            />
          </div>
          {hasTlsSwitch(draft.targetKind) && (
            <Checkbox isChecked={draft.isTls} onChange={(isTls) => change({ isTls })}>
              {t('form.isTls')}
            </Checkbox>
          )}
          {draft.targetKind === 'file' && <p className={styles.hint}>{t('form.fileHint')}</p>}
        </fieldset>
        <p className={trial?.fault === undefined ? styles.well : styles.problem} role="status">
          {trial &&
            (trial.fault === undefined
              ? t('form.testWell', { ms: format.number(trial.tookMs) })
              : `${t(`fault.${trial.fault}`)} · ${trial.text ?? ''}`)}
          {code && t(`error:${code}`)}
        </p>
        <div className={styles.foot}>
          {draft.id !== undefined &&
            (isRemoving ? (
              <Button onClick={() => void remove()}>{t('form.reallyRemove')}</Button>
            ) : (
              <Button look="plain" onClick={() => setIsRemoving(true)}>
                {t('form.remove')}
              </Button>
            ))}
          <span className={styles.spring} />
          <Button isPending={isPending} disabled={isPending} onClick={() => void test()}>
            {t('form.test')}
          </Button>
          <Button look="plain" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {t('form.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
