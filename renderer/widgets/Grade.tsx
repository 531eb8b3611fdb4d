import { useTranslation } from 'react-i18next'
import type { IncidentGrade } from '../../domain/contract'
import { Drawing } from './Drawing'
import styles from './Grade.module.css'

/** The rampart of an incident: as many merlons as its grade. */
export function GradeBadge({ grade, size = 24 }: { grade: IncidentGrade; size?: number }) {
  const { t } = useTranslation()
  return <Drawing kind="grade" name={grade} size={size} label={t(`grade.${grade}`)} className={styles[grade]} />
}

/** The grade in words on its tint. */
export function GradeTag({ grade }: { grade: IncidentGrade }) {
  const { t } = useTranslation()
  return <span className={`${styles[grade]} ${styles.tag}`}>{t(`grade.${grade}`)}</span>
}
