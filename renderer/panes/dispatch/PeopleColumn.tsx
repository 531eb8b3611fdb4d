import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode, Incident, PersonId } from '../../../domain/contract'
import { isOpenTask } from '../../../domain/dispatch/isOpenTask'
import { newKey, refusalCode, reveal, useClient, useNow, useRegistry, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Empty, Pane, PaneTitle, Section, SystemIcon, TextField } from '../../widgets'
import { CandidateRow } from './CandidateRow'
import { heldOrder } from './heldOrder'
import { TaskRow } from './TaskRow'
import { UndoBar } from './UndoBar'
import { useProposal } from '../../dispatching/useProposal'
import type { IncidentParts } from './useIncidentParts'
import people from './People.module.css'
import styles from './PeopleColumn.module.css'

/** Who was sent, who could be sent more, and what lies near. */
export function PeopleColumn({ incident, parts }: { incident: Incident; parts: IncidentParts }) {
  const { t } = useTranslation(['dispatch', 'error', 'common'])
  const format = useFormat()
  const registry = useRegistry()
  const client = useClient()
  const now = useNow()
  const mayDispatch = useRight('incident.dispatch')
  const isOpen = incident.state === 'open'
  const { proposal } = useProposal(isOpen ? incident.alarmIds[0] : undefined, { grade: incident.grade })
  const [chosen, setChosen] = useState<ReadonlySet<PersonId>>(new Set())
  const [instruction, setInstruction] = useState('')
  const [failed, setFailed] = useState<ErrorCode>()

  const tasked = new Set(parts.tasks.filter(isOpenTask).map((task) => task.personId))
  const candidates = proposal?.candidates.filter((c) => !tasked.has(c.personId)) ?? []
  const held = parts.tasks.filter((task) => task.state === 'held')
  const order = heldOrder(parts, now)

  const choose = (id: PersonId, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  const send = () => {
    setFailed(undefined)
    client
      .call('task.assign', {
        key: newKey(),
        incidentId: incident.id,
        personIds: [...chosen],
        instruction: instruction.trim() || t('send.taskPlaceholder'),
      })
      .then(
        () => setChosen(new Set()),
        (error: unknown) => setFailed(refusalCode(error)),
      )
  }
  const undo = () => {
    setFailed(undefined)
    // The first click is undone with its incident; people sent later are called back one by one.
    const undone =
      parts.run?.state === 'held' || (parts.run === undefined && held.length === parts.tasks.length)
        ? client.call('dispatch.undo', { incidentId: incident.id })
        : Promise.all(held.map((task) => client.call('task.recall', { taskId: task.id, reason: t('reason.undone') })))
    undone.catch((error: unknown) => setFailed(refusalCode(error)))
  }

  return (
    <div className={styles.column}>
      <Pane
        header={
          <PaneTitle title={t('people.title')} meta={t('people.byDistance')}>
            <Button size="small" look="plain" title={t('people.ordersTip')} onClick={() => reveal('workOrders')}>
              {t('common:pane.workOrders')}
            </Button>
          </PaneTitle>
        }
      >
        <div className={people.head}>
          <span>{t('people.sent')}</span>
          <span>{t('people.state')}</span>
          <span>{t('people.distance')}</span>
          <span>{t('people.eta')}</span>
          <span>{t('people.position')}</span>
        </div>
        {parts.tasks.length === 0 && <Empty>{t('people.noneSent')}</Empty>}
        {parts.tasks.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
        {isOpen && (
          <>
            <h3 className={styles.near}>{t('people.near')}</h3>
            {proposal && candidates.length === 0 && <Empty>{t('people.none')}</Empty>}
            {candidates.map((candidate) => (
              <CandidateRow
                key={candidate.personId}
                candidate={candidate}
                isChosen={chosen.has(candidate.personId)}
                isDisabled={!mayDispatch}
                onChoose={(is) => choose(candidate.personId, is)}
              />
            ))}
          </>
        )}
        {proposal && (
          <Section title={t('material.title')}>
            {proposal.materials.length === 0 && <p className={people.post}>{t('material.none')}</p>}
            <div className={styles.materials}>
              {proposal.materials.map(({ materialId, distanceM }) => {
                const material = registry.materials.get(materialId)
                return (
                  material && (
                    <div key={materialId} className={styles.material}>
                      <SystemIcon symbol={material.symbol} />
                      <span className={styles.materialName}>{format.text(material.name)}</span>
                      <span>
                        {format.number(material.count)} {format.text(material.unit)}
                      </span>
                      <span className={people.age}>{format.number(distanceM)} m</span>
                    </div>
                  )
                )
              })}
            </div>
          </Section>
        )}
      </Pane>
      {isOpen && (
        <footer className={styles.foot}>
          {failed && (
            <p className={styles.failed} role="alert">
              {t(`error:${failed}`)}
            </p>
          )}
          {order ? (
            <UndoBar {...order} onUndo={undo} />
          ) : (
            <>
              <TextField
                label={t('send.task')}
                isLabelHidden
                placeholder={t('send.taskPlaceholder')}
                value={instruction}
                maxLength={500}
                onChange={(event) => setInstruction(event.target.value)}
              />
              <Button
                look={chosen.size > 0 ? 'command' : 'normal'}
                size="large"
                disabled={!mayDispatch || chosen.size === 0}
                title={mayDispatch ? (chosen.size === 0 ? t('send.choose') : undefined) : t('send.needsRight')}
                onClick={send}
              >
                {t('send.reinforce', { count: chosen.size })}
              </Button>
            </>
          )}
        </footer>
      )}
    </div>
  )
}
