import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandBatch } from '../../../domain/contract'
import { useClient, useCollection, useRegistry } from '../../feed'
import { Empty } from '../../widgets'
import { commandInput } from '../device/commandGate'
import { BatchList } from './BatchList'
import { BatchView } from './BatchView'
import { ExecuteBar } from './ExecuteBar'
import { ReviewList } from './ReviewList'
import { TargetForm } from './TargetForm'
import { emptyDraft, type Review, serviceOf, type TargetDraft, targetOf } from './targetDraft'
import { useAsk } from './useAsk'
import styles from './CommandCentre.module.css'

/** Select, review, execute; then the batch, until another one is begun. */
export function NewCommand() {
  const { t } = useTranslation('commands')
  const client = useClient()
  const registry = useRegistry()
  const [draft, setDraft] = useState<TargetDraft>(emptyDraft)
  const [review, setReview] = useState<Review>()
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set())
  const [batchId, setBatchId] = useState<string>()
  const { ask, isPending, code } = useAsk()
  const batches = useCollection('commandBatch.changed').items
  const batch = batchId === undefined ? undefined : batches.get(batchId)
  const type = registry.types.get(draft.typeId)
  const service = serviceOf(type, draft.service)
  const target = useMemo(() => targetOf(draft), [draft])
  const input = service && commandInput(service.input, draft.input)

  const change = (next: TargetDraft): void => {
    setDraft(next)
    setReview(undefined)
    setBatchId(undefined)
  }
  const look = async (): Promise<void> => {
    if (!target || !input || !service) return
    const found = await ask(() => client.call('command.review', { target, service: service.id, input }))
    setBatchId(undefined)
    setWithout(new Set())
    setReview(found)
  }
  /** Those that failed, with the same service and input: looked at again before they are asked again. */
  const retry = (failed: CommandBatch, deviceIds: TargetDraft['deviceIds']): void => {
    const index = registry.deviceIndex(failed.devices[0]?.id ?? '')
    const typeOfBatch = index === undefined ? undefined : registry.deviceType(index)
    change({
      ...emptyDraft,
      typeId: typeOfBatch?.id ?? '',
      service: failed.service,
      input: Object.fromEntries(Object.entries(failed.input).map(([id, value]) => [id, String(value)])),
      deviceIds,
    })
  }

  return (
    <div className={styles.columns}>
      <aside className={styles.side}>
        <TargetForm
          draft={draft}
          service={service}
          onChange={change}
          isReady={target !== undefined && input !== undefined}
          isPending={isPending}
          code={code}
          onReview={() => void look()}
        />
        <BatchList batches={batches} chosen={batchId} onChoose={setBatchId} />
      </aside>
      <div className={styles.main}>
        {batch ? (
          <BatchView batch={batch} onRetry={(ids) => retry(batch, ids)} />
        ) : review && service ? (
          <>
            <ReviewList review={review} without={without} onWithout={setWithout} />
            <ExecuteBar
              key={review.reviewId}
              review={review}
              service={service}
              without={without}
              onStarted={(id) => {
                setBatchId(id)
                setReview(undefined)
              }}
            />
          </>
        ) : (
          <Empty>{t('empty.new')}</Empty>
        )}
      </div>
    </div>
  )
}
