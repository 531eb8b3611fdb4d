import { useState } from 'react'
import { Check, Play, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { TestedSound, type ErrorCode } from '../../domain/contract'
import { refusalCode, tellSeat, useClient } from '../feed'
import { Button, Dialog } from '../widgets'
import styles from './SoundTestDialog.module.css'
import { useSoundReport } from './useSoundReport'

/** Plays each alarm pattern in turn; the person says whether it was heard. The answers are an entry of the journal. */
export function SoundTestDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation(['sound', 'common', 'error'])
  const client = useClient()
  const report = useSoundReport()
  const [answers, setAnswers] = useState<ReadonlyMap<TestedSound, boolean>>(new Map())
  const [playing, setPlaying] = useState<TestedSound>()
  const [code, setCode] = useState<ErrorCode>()
  const next = TestedSound.options.find((sound) => !answers.has(sound))
  const unheard = TestedSound.options.filter((sound) => answers.get(sound) === false)
  const canSound = report !== undefined && report.state !== 'blocked'

  const play = (sound: TestedSound) => {
    setPlaying(sound)
    tellSeat({ type: 'soundTried', sound })
  }
  const answer = (sound: TestedSound, isHeard: boolean) => {
    const given = new Map(answers).set(sound, isHeard)
    setAnswers(given)
    const following = TestedSound.options.find((each) => !given.has(each))
    if (following) play(following)
  }
  const save = async () => {
    try {
      const heard = TestedSound.options.filter((sound) => answers.get(sound))
      await client.call('sound.tested', { heard, unheard })
      onClose()
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  return (
    <Dialog label={t('title')} onClose={onClose}>
      <div className={styles.test}>
        <h2 className={styles.title}>{t('title')}</h2>
        <p className={styles.hint}>{canSound ? t('hint') : t('cannotSound')}</p>
        <ul>
          {TestedSound.options.map((sound) => (
            <li key={sound} className={[styles.row, sound === playing && styles.current].filter(Boolean).join(' ')}>
              <Button
                look="plain"
                aria-label={t('playOf', { sound: t(`pattern.${sound}`) })}
                disabled={!canSound}
                onClick={() => play(sound)}
              >
                <Play size={14} aria-hidden />
              </Button>
              <span className={styles.name}>{t(`pattern.${sound}`)}</span>
              <span className={styles.how}>{t(`how.${sound}`)}</span>
              <Answer sound={sound} given={answers.get(sound)} isAsked={playing === sound} onAnswer={answer} />
            </li>
          ))}
        </ul>
        {code && (
          <p className={styles.failed} role="alert">
            {t(`error:${code}`)}
          </p>
        )}
        {unheard.length > 0 && <p className={styles.failed}>{t('failedHint')}</p>}
        <footer className={styles.foot}>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          {next === undefined ? (
            <Button look="primary" onClick={() => void save()}>
              {t(unheard.length > 0 ? 'saveFailed' : 'save')}
            </Button>
          ) : (
            <Button look="primary" disabled={!canSound || playing === next} onClick={() => play(next)}>
              {t('begin')}
            </Button>
          )}
        </footer>
      </div>
    </Dialog>
  )
}

interface AnswerProps {
  sound: TestedSound
  given: boolean | undefined
  /** It sounds now: the focus is at the answer. */
  isAsked: boolean
  onAnswer(sound: TestedSound, isHeard: boolean): void
}

function Answer({ sound, given, isAsked, onAnswer }: AnswerProps) {
  const { t } = useTranslation('sound')
  if (given === undefined && !isAsked) return <span className={styles.answer} />
  if (given !== undefined && !isAsked)
    return (
      <span className={styles.answer}>
        {given ? <Check size={14} aria-hidden /> : <X size={14} aria-hidden />}
        {t(given ? 'heard' : 'unheard')}
      </span>
    )
  return (
    <span ref={focusFirst} className={styles.answer}>
      <Button size="small" onClick={() => onAnswer(sound, true)}>
        {t('heard')}
      </Button>
      <Button look="plain" size="small" onClick={() => onAnswer(sound, false)}>
        {t('unheard')}
      </Button>
    </span>
  )
}

const focusFirst = (answers: HTMLElement | null): void => answers?.querySelector('button')?.focus()
