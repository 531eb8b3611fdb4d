import { createElement } from 'react'
import { useTranslation } from 'react-i18next'
import { languages, setLanguage, useLanguage } from '../i18n'
import { densityNames, setDensity, useDensity } from '../theme/density'
import { setTheme, themeNames, useTheme } from '../theme/theme'
import type { Specimen, StateName } from './Specimen'
import { groups, specimens } from './specimens'
import styles from './Gallery.module.css'

/** Every widget in every state, in the language, theme and density that are chosen at the top. */
export function Gallery() {
  const { t } = useTranslation(['gallery', 'common'])
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>{t('heading')}</h1>
        <Choice
          options={themeNames}
          chosen={useTheme()}
          onChoose={setTheme}
          word={(each) => t(`common:theme.${each}`)}
        />
        <Choice
          options={languages}
          chosen={useLanguage()}
          onChoose={(each) => void setLanguage(each)}
          word={(each) => t(`common:language.${each}`)}
        />
        <Choice
          options={densityNames}
          chosen={useDensity()}
          onChoose={setDensity}
          word={(each) => t(`common:density.${each}`)}
        />
      </header>
      <main className={styles.groups}>
        {groups.map((group) => (
          <section key={group} className={styles.group} data-group={group}>
            <h2 className={styles.groupTitle}>{t(`group.${group}`)}</h2>
            {specimens
              .filter((specimen) => specimen.group === group)
              .map((specimen) => (
                <Shown key={specimen.id} specimen={specimen} />
              ))}
          </section>
        ))}
      </main>
    </div>
  )
}

const isState = (states: Specimen['states'], name: string): name is StateName => Object.hasOwn(states, name)

function Shown({ specimen: { id, states } }: { specimen: Specimen }) {
  const { t } = useTranslation('gallery')
  const names = Object.keys(states).filter((name) => isState(states, name))
  return (
    <article className={styles.specimen}>
      <h3 className={styles.specimenTitle}>{t(`title.${id}`)}</h3>
      <div className={styles.states}>
        {names.map((name) => {
          const state = states[name]
          return (
            <figure key={name} className={styles.state}>
              <figcaption className={styles.caption}>{t(`state.${name}`)}</figcaption>
              <div className={styles.sample}>{state && createElement(state)}</div>
            </figure>
          )
        })}
      </div>
    </article>
  )
}

function Choice<T extends string>({
  options,
  chosen,
  onChoose,
  word,
}: {
  options: readonly T[]
  chosen: T
  onChoose(option: T): void
  word(option: T): string
}) {
  return (
    <div className={styles.choice}>
      {options.map((option) => (
        <button key={option} type="button" aria-pressed={option === chosen} onClick={() => onChoose(option)}>
          {word(option)}
        </button>
      ))}
    </div>
  )
}
