import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PanelsTopLeft } from 'lucide-react'
import type { ErrorCode } from '../../domain/contract'
import type { DeskState, Layout } from '../../layouts'
import { useDesk } from '../desk/useDesk'
import { newKey, reveal } from '../feed'
import { useFormat } from '../i18n'
import { Button, KeyCap, Popover, TextField } from '../widgets'
import styles from './LayoutMark.module.css'

/** The layout of the desk, and whether somebody changed it since: choose another, keep the change, give it back. Nothing in a browser seat. */
export function LayoutMark() {
  const { t } = useTranslation(['shell', 'desk'])
  const format = useFormat()
  const desk = useDesk()
  // Another key is a popover that is closed again: what was asked for is done.
  const [round, setRound] = useState(0)
  if (!desk) return undefined
  const done = () => setRound(round + 1)
  const name = format.text(desk.layout.name)
  return (
    <Popover
      key={round}
      className={styles.mark}
      label={t(desk.isArranged ? 'layout.changedLabel' : 'layout.label', { name })}
      trigger={
        <>
          <PanelsTopLeft size={14} aria-hidden />
          <span className={styles.name} title={desk.isForIncident ? t('layout.forIncidentTip') : undefined}>
            {name}
          </span>
          {desk.isForIncident && (
            <span className={`${styles.note} ${styles.auto}`} title={t('layout.forIncidentTip')}>
              {t('layout.forIncident')}
            </span>
          )}
          {desk.isArranged && <span className={styles.changed}>{t('layout.changed')}</span>}
        </>
      }
    >
      <Choices desk={desk} onDone={done} />
      {desk.isArranged && <KeepChange desk={desk} onDone={done} />}
      <div className={styles.foot}>
        <Button look="plain" size="small" onClick={() => window.chengtai?.desk.identify()}>
          {t('layout.identify')}
        </Button>
        <Button
          look="plain"
          size="small"
          onClick={() => window.chengtai?.desk.blank(window.chengtai.display.number, true)}
        >
          {t('desk:blank')}
        </Button>
        <Button
          look="plain"
          size="small"
          onClick={() => {
            reveal('layouts')
            done()
          }}
        >
          {t('layout.edit')}
        </Button>
      </div>
    </Popover>
  )
}

/** Ctrl+1 … Ctrl+9 name so many. */
const mostKeys = 9

function Choices({ desk: { choices, layout }, onDone }: { desk: DeskState; onDone(): void }) {
  const { t } = useTranslation('shell')
  const format = useFormat()
  return (
    <ul className={styles.choices} aria-label={t('layout.choices')}>
      {choices.map(({ id, name, rows }, at) => (
        <li key={id}>
          <button
            type="button"
            className={styles.choice}
            aria-current={id === layout.id}
            onClick={() => {
              window.chengtai?.desk.chooseLayout(id)
              onDone()
            }}
          >
            <span className={styles.choiceName}>{format.text(name)}</span>
            <span className={styles.note}>
              {t('layout.displays', { count: rows.reduce((sum, row) => sum + row, 0) })}
            </span>
            {at < mostKeys && <KeyCap>{`Ctrl ${at + 1}`}</KeyCap>}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** The layout with what was arranged on each display since. */
export const arrangedLayout = ({ layout, displays }: DeskState): Layout => ({
  ...layout,
  displays: layout.displays.map((display, at) => ({
    ...display,
    panes: displays.find(({ number }) => number === at + 1)?.panes ?? display.panes,
  })),
})

function KeepChange({ desk, onDone }: { desk: DeskState; onDone(): void }) {
  const { t } = useTranslation(['shell', 'common', 'error'])
  const [name, setName] = useState('')
  const [code, setCode] = useState<ErrorCode>()
  const save = async (layout: Layout) => {
    const answer = await window.chengtai?.desk.saveLayout(layout, 'account')
    setCode(answer?.refused)
    if (!answer || answer.refused) return
    window.chengtai?.desk.chooseLayout(layout.id)
    onDone()
  }
  const saveAs = () => {
    const named = name.trim()
    void save({
      ...arrangedLayout(desk),
      id: `own-${newKey().toLowerCase().slice(-12)}`,
      revision: 1,
      name: { zh: named, en: named },
      isLocked: false,
    })
  }
  return (
    <form
      className={styles.keep}
      onSubmit={(event) => {
        event.preventDefault()
        saveAs()
      }}
    >
      <p className={styles.note}>{t('layout.changedTip')}</p>
      <div className={styles.row}>
        <TextField
          label={t('layout.name')}
          isLabelHidden
          placeholder={t('layout.name')}
          maxLength={40}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Button type="submit" look="primary" disabled={name.trim() === ''}>
          {t('layout.saveAs')}
        </Button>
      </div>
      <div className={styles.row}>
        <Button disabled={desk.layout.isLocked} onClick={() => void save(arrangedLayout(desk))}>
          {t('layout.save')}
        </Button>
        <Button
          onClick={() => {
            window.chengtai?.desk.chooseLayout(desk.layout.id)
            onDone()
          }}
        >
          {t('layout.giveBack')}
        </Button>
      </div>
      {code && (
        <p className={styles.problem} role="alert">
          {t(code === 'illegalState' ? 'layout.shippedKept' : `error:${code}`)}
        </p>
      )}
    </form>
  )
}
