import { useTranslation } from 'react-i18next'
import { DisplayRole, LayoutPost, Occasion } from '../../../layouts/schema'
import { useSeat } from '../../feed'
import { Button, Checkbox, Section, SelectField, TextField } from '../../widgets'
import { addDisplay, forSeat, removeDisplay, setRole, type Draft } from './draft'
import styles from './LayoutsPane.module.css'

interface Props {
  draft: Draft
  /** Display that is looked at, from 0. */
  display: number | undefined
  /** May lock layouts and share them with everybody. */
  mayShare: boolean
  isShared: boolean
  onShare(isShared: boolean): void
  onChange(work: (draft: Draft) => Draft): void
  /** Another display is looked at. */
  onLook(display: number): void
}

const mostDisplays = 12

/** What the layout is called and for whom and when it is. */
export function LayoutFacts({ draft, display, mayShare, isShared, onShare, onChange, onLook }: Props) {
  const { t } = useTranslation(['layouts', 'shell'])
  const seatId = useSeat()?.seatId
  const role = display === undefined ? undefined : draft.displays[display]?.role
  const set = (part: Partial<Draft>) => onChange((now) => ({ ...now, ...part }))
  return (
    <Section title={t('layout')}>
      <div className={styles.form}>
        <TextField
          label={t('nameZh')}
          value={draft.name.zh}
          maxLength={40}
          onChange={({ target }) => set({ name: { ...draft.name, zh: target.value } })}
        />
        <TextField
          label={t('nameEn')}
          value={draft.name.en}
          maxLength={80}
          onChange={({ target }) => set({ name: { ...draft.name, en: target.value } })}
        />
        <SelectField
          isBeside
          label={t('postLabel')}
          value={draft.post}
          options={LayoutPost.options.map((each) => [each, t(`post.${each}`)])}
          onChange={(post) => set({ post })}
        />
        <SelectField
          isBeside
          label={t('occasionLabel')}
          value={draft.occasion}
          options={Occasion.options.map((each) => [each, t(`occasion.${each}`)])}
          onChange={(occasion) => set({ occasion })}
        />
        {display !== undefined && role && (
          <SelectField
            isBeside
            label={t('roleOf', { display: display + 1 })}
            value={role}
            options={DisplayRole.options.map((each) => [each, t(`shell:displayRole.${each}`)])}
            onChange={(next) => onChange((now) => setRole(now, display, next))}
          />
        )}
        {display !== undefined && (
          <div className={styles.displays} role="group" aria-label={t('displays')}>
            <Button
              size="small"
              disabled={draft.displays.length >= mostDisplays}
              onClick={() => onChange((now) => addDisplay(now, display, 'row'))}
            >
              {t('addInRow')}
            </Button>
            <Button
              size="small"
              disabled={draft.displays.length >= mostDisplays}
              onClick={() => onChange((now) => addDisplay(now, display, 'below'))}
            >
              {t('addBelow')}
            </Button>
            <Button
              size="small"
              disabled={draft.displays.length < 2}
              onClick={() => {
                onChange((now) => removeDisplay(now, display))
                onLook(Math.max(0, display - 1))
              }}
            >
              {t('removeDisplay', { display: display + 1 })}
            </Button>
          </div>
        )}
        <Checkbox
          isChecked={draft.seat !== undefined}
          isDisabled={seatId === undefined}
          onChange={(isOnly) => onChange((now) => forSeat(now, isOnly ? seatId : undefined))}
        >
          {t('onlyThisSeat')}
        </Checkbox>
        <Checkbox isChecked={isShared} isDisabled={!mayShare} onChange={onShare}>
          {t('share')}
        </Checkbox>
        <Checkbox isChecked={draft.isLocked} isDisabled={!mayShare} onChange={(isLocked) => set({ isLocked })}>
          {t('lock')}
        </Checkbox>
        {!mayShare && <p className={styles.muted}>{t('needsShareRight')}</p>}
      </div>
    </Section>
  )
}
