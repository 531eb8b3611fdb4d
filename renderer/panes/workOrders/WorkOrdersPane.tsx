import { useTranslation } from 'react-i18next'
import { useRegistry, useSelection } from '../../feed'
import { useFormat } from '../../i18n'
import { TotalsBar } from '../../totals/TotalsBar'
import { Checkbox, Empty, Failed, Loading, Pane, PaneTitle, SelectField } from '../../widgets'
import { OrderDetail } from './OrderDetail'
import { OrderList } from './OrderList'
import type { Shown } from './orderRows'
import { useOrders } from './useOrders'
import styles from './WorkOrders.module.css'

const totals: readonly Shown[] = ['open', 'waiting', 'handling', 'late', 'ended']

/** Every order that was given to a person: who has it, how far he is, by when, and how often he was urged. */
export function WorkOrdersPane() {
  const { t } = useTranslation(['workOrders', 'common'])
  const format = useFormat()
  const registry = useRegistry()
  const orders = useOrders()
  const { taskId } = useSelection()
  const chosen = orders.byId.get(taskId ?? '')
  const nameOf = (id: string) => {
    const person = registry.people.get(id)
    return person ? format.text(person.name) : id
  }
  const header = (
    <PaneTitle
      title={t('common:pane.workOrders')}
      meta={
        <TotalsBar
          label={t('totals')}
          chosen={orders.shown}
          onChoose={orders.show}
          totals={totals.map((id) => ({
            id,
            words: t(`total.${id}`),
            count: orders.totals[id],
            unit: t('unit', { count: orders.totals[id] }),
            title: t(`totalTitle.${id}`),
            isWarning: id === 'late',
          }))}
        />
      }
    />
  )
  const toolbar = (
    <>
      <Checkbox isChecked={orders.isByPerson} onChange={orders.setByPerson}>
        {t('byPerson')}
      </Checkbox>
      <Checkbox isChecked={orders.isMine} onChange={orders.setMine}>
        {t('mine')}
      </Checkbox>
      <span className={styles.spring} />
      <SelectField
        label={t('handler')}
        isBeside
        size="small"
        value={orders.personId ?? ''}
        none={['', t('everybody')]}
        options={orders.personIds.map((id) => [id, nameOf(id)] as const)}
        onChange={(id) => orders.setPerson(id === '' ? undefined : id)}
      />
    </>
  )
  const footer = (
    <>
      <span>{t('keys.move')}</span>
      <span>{t('keys.enter')}</span>
      <span className={styles.spring} />
      <span>{t('foot')}</span>
    </>
  )
  return (
    <div className={styles.pane}>
      <div className={styles.parts}>
        <Pane className={styles.middle} header={header} toolbar={toolbar} footer={footer}>
          {orders.status === 'loading' ? (
            <Loading />
          ) : orders.status === 'ended' ? (
            <Failed code={orders.endedCode} />
          ) : orders.lines.length === 0 ? (
            <Empty>{orders.byId.size === 0 ? t('empty') : t('emptyFiltered')}</Empty>
          ) : (
            <OrderList lines={orders.lines} chosenId={chosen?.task.id} nameOf={nameOf} />
          )}
        </Pane>
        <div className={chosen ? styles.detail : styles.noDetail}>
          {chosen ? <OrderDetail key={chosen.task.id} row={chosen} /> : <Empty>{t('chooseOne')}</Empty>}
        </div>
      </div>
    </div>
  )
}
