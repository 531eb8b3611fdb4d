import { Component, Suspense, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaneId } from '../../layouts'
import { useRight } from '../feed'
import { panes } from '../panes/registry'
import { Button, Loading, NoRights } from '../widgets'
import styles from './PaneHost.module.css'

/** Holds one pane: loads its code, explains a missing right, and keeps its failure to itself. */
export function PaneHost({ pane }: { pane: PaneId }) {
  const { t } = useTranslation()
  const { component: Content, right } = panes[pane]
  const isAllowed = useRight(right)
  const [attempt, setAttempt] = useState(0)
  return (
    <section className={styles.host} data-pane={pane} aria-label={t(`pane.${pane}`)} tabIndex={-1}>
      {isAllowed ? (
        <PaneBoundary key={attempt} onRetry={() => setAttempt(attempt + 1)}>
          <Suspense fallback={<Loading />}>
            <Content />
          </Suspense>
        </PaneBoundary>
      ) : (
        <NoRights />
      )}
    </section>
  )
}

interface BoundaryProps {
  onRetry(): void
  children: ReactNode
}

/** An error in one pane must not take the strips, where alarms are seen, with it. */
class PaneBoundary extends Component<BoundaryProps, { message: string | undefined }> {
  override state = { message: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render() {
    return this.state.message === undefined ? (
      this.props.children
    ) : (
      <PaneFailure message={this.state.message} onRetry={this.props.onRetry} />
    )
  }
}

function PaneFailure({ message, onRetry }: { message: string; onRetry(): void }) {
  const { t } = useTranslation()
  return (
    <div className={styles.failure} role="alert">
      <p className={styles.strong}>{t('state.paneFailed')}</p>
      <p>{t('state.code', { code: message })}</p>
      <Button onClick={onRetry}>{t('state.retry')}</Button>
    </div>
  )
}
