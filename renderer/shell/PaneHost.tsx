import { Component, Suspense, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaneId } from '../../layouts'
import { useRight } from '../feed'
import { panes } from '../panes/registry'
import { Button, Loading, NoRights } from '../widgets'
import { PaneFrame } from './PaneFrame'
import styles from './PaneHost.module.css'

/** Holds one pane: loads its code, explains a missing right, scrolls where there is too little room, and keeps its failure to itself. */
export function PaneHost({ pane }: { pane: PaneId }) {
  const { component: Content, right, minWidthPx, minHeightPx } = panes[pane]
  const isAllowed = useRight(right)
  const [attempt, setAttempt] = useState(0)
  return (
    <PaneFrame pane={pane}>
      {isAllowed ? (
        <div className={styles.room}>
          <div className={styles.content} style={{ minWidth: inRem(minWidthPx), minHeight: inRem(minHeightPx) }}>
            <PaneBoundary key={attempt} onRetry={() => setAttempt(attempt + 1)}>
              <Suspense fallback={<Loading />}>
                <Content />
              </Suspense>
            </PaneBoundary>
          </div>
        </div>
      ) : (
        <NoRights />
      )}
    </PaneFrame>
  )
}

/** Sizes grow with the zoom of the display as text does. */
const inRem = (px: number): string => `${px / 16}rem`

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
