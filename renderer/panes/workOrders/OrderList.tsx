import { useMemo, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { select } from '../../feed'
import { VirtualList } from '../../widgets'
import { OrderLineOf, PersonLine } from './OrderLine'
import type { OrderLine, OrderRow } from './orderRows'
import styles from './WorkOrders.module.css'

const pageRows = 15
const columns = ['number', 'state', 'handler', 'what', 'made', 'due', 'urged'] as const

const choose = ({ task }: OrderRow, locate = false) =>
  select({ incidentId: task.incidentId, personId: task.personId, taskId: task.id }, { locate })

/** The list: arrows move, Enter makes the map go there. */
export function OrderList({
  lines,
  chosenId,
  nameOf,
}: {
  lines: readonly OrderLine[]
  chosenId: string | undefined
  nameOf(personId: string): string
}) {
  const { t } = useTranslation(['workOrders', 'common'])
  const at = useMemo(() => lines.findIndex(({ key }) => key === chosenId), [lines, chosenId])
  /** The next order in a direction; names are stepped over. */
  const move = (from: number, step: number) => {
    const direction = Math.sign(step)
    let line = Math.max(0, Math.min(lines.length - 1, from + step))
    while (lines[line]?.kind === 'person') line += direction
    const found = lines[line]
    if (found?.kind === 'order') choose(found.row)
  }
  const press = (event: KeyboardEvent) => {
    const steps: Partial<Record<string, () => void>> = {
      ArrowDown: () => move(at, 1),
      ArrowUp: () => move(at === -1 ? lines.length : at, -1),
      PageDown: () => move(at, pageRows),
      PageUp: () => move(at, -pageRows),
      Home: () => move(-1, 1),
      End: () => move(lines.length, -1),
      Enter: () => {
        const line = lines[at]
        if (line?.kind === 'order') choose(line.row, true)
      },
    }
    const step = steps[event.key]
    if (!step) return
    step()
    event.preventDefault()
  }
  return (
    <div className={styles.list}>
      <div className={`${styles.row} ${styles.columns}`} aria-hidden>
        {columns.map((column) => (
          <span key={column} className={styles[column]}>
            {t(`column.${column}`)}
          </span>
        ))}
      </div>
      <div className={styles.rows}>
        <VirtualList
          label={t('common:pane.workOrders')}
          count={lines.length}
          rowKey={(line) => lines[line]?.key ?? ''}
          activeIndex={at === -1 ? undefined : at}
          activeId={at === -1 ? undefined : `order-row-${chosenId}`}
          isHeading={(line) => lines[line]?.kind === 'person'}
          onKeyDown={press}
          onRowClick={(line) => {
            const found = lines[line]
            if (found?.kind === 'order') choose(found.row)
          }}
          renderRow={(line) => {
            const found = lines[line]
            if (found?.kind === 'person')
              return <PersonLine name={nameOf(found.personId)} open={found.open} late={found.late} />
            return (
              found && (
                <OrderLineOf row={found.row} name={nameOf(found.row.task.personId)} isChosen={found.key === chosenId} />
              )
            )
          }}
        />
      </div>
    </div>
  )
}
