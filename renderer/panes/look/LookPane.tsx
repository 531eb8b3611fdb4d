import { useTranslation } from 'react-i18next'
import { useSeat, useSession } from '../../feed'
import { useLooks } from '../../shows/useLooks'
import { usePresent } from '../../shows/useReceivers'
import { Empty, Failed, Loading, Pane, PaneTitle, Section } from '../../widgets'
import { AskRow } from './AskRow'
import { Mirror } from './Mirror'
import styles from './Look.module.css'

/** A shift leader looks over the seats of others: who is there, and what is on the displays of those who agreed. */
export function LookPane() {
  const { t } = useTranslation(['shows', 'common'])
  const me = useSession()?.account?.id
  const seat = useSeat()
  const { mine } = useLooks()
  const { list, failed } = usePresent()
  const others = list?.filter(({ accountId }) => accountId !== me)
  const isLooked = (accountId: string, seatId: string) =>
    mine.some((look) => look.accountId === accountId && look.seatId === seatId)
  const askable = others?.filter(({ accountId, seatId }) => !isLooked(accountId, seatId))
  return (
    <Pane
      header={<PaneTitle title={t('common:pane.look')} meta={others && t('look.there', { count: others.length })} />}
    >
      {mine.map((look) => (
        <Mirror key={look.id} look={look} />
      ))}
      {(mine.length === 0 || askable?.length !== 0) && (
        <Section title={t('look.people')}>
          {failed !== undefined && <Failed code={failed} />}
          {!askable && failed === undefined && <Loading />}
          {askable?.length === 0 && <Empty>{t('look.nobody')}</Empty>}
          <ul className={styles.people}>
            {askable?.map((person) => (
              <AskRow
                key={`${person.accountId} ${person.seatId} ${person.isBrowser}`}
                person={person}
                isHere={person.seatId === seat?.seatId}
              />
            ))}
          </ul>
        </Section>
      )}
    </Pane>
  )
}
