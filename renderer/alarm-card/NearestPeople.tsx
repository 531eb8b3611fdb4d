import { useTranslation } from 'react-i18next'
import type { Candidate, PersonId } from '../../domain/contract'
import { select, useRegistry } from '../feed'
import { useFormat } from '../i18n'
import { Checkbox, PersonName, Section } from '../widgets'
import { personSymbol } from './personSymbol'
import styles from './AlarmCard.module.css'

export interface NearestPeopleProps {
  candidates: readonly Candidate[]
  chosen: ReadonlySet<PersonId>
  isLocked: boolean
  onChoose(personId: PersonId, isChosen: boolean): void
}

/** Rows shown; who stands farther is in the dispatch pane. */
const shown = 6

/** Who could go, nearest by the way on foot; ticked are those the plan would send. */
export function NearestPeople({ candidates, chosen, isLocked, onChoose }: NearestPeopleProps) {
  const { t } = useTranslation('map')
  const format = useFormat()
  const registry = useRegistry()
  const rows = candidates.filter(({ personId }, at) => at < shown || chosen.has(personId))
  return (
    <Section title={t('card.nearest')} meta={t('card.nearestMeta')}>
      {rows.length === 0 && <p className={styles.meta}>{t('card.nobody')}</p>}
      <ul>
        {rows.map(({ personId, distanceM, walkS, positionAgeMs, duty }) => {
          const person = registry.people.get(personId)
          const name = person ? format.text(person.name) : personId
          return (
            <li key={personId} className={styles.person}>
              <Checkbox
                className={styles.personTick}
                isChecked={chosen.has(personId)}
                isDisabled={isLocked}
                label={t('card.send', { name })}
                onChange={(isChosen) => onChoose(personId, isChosen)}
              >
                <PersonName
                  symbol={personSymbol(person?.post)}
                  name={name}
                  detail={
                    person &&
                    [
                      ...new Set([
                        t(`post.${person.post}`),
                        duty === 'free' ? format.text(person.team) : t(`duty.${duty}`),
                      ]),
                    ].join(' · ')
                  }
                />
              </Checkbox>
              <button
                type="button"
                className={styles.distance}
                title={t('card.locate')}
                onClick={() => select({ personId }, { locate: true })}
              >
                {`${format.number(distanceM)} m`}
              </button>
              <span className={styles.walk}>{t('card.walk', { minutes: Math.max(1, Math.round(walkS / 60)) })}</span>
              <span className={styles.walk}>{format.age(positionAgeMs)}</span>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
