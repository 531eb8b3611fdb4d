import { useCallback, useState } from 'react'
import { useHub, useRegistryState } from '../feed'
import { Failed, Loading } from '../widgets'
import { AlarmStrip } from './AlarmStrip'
import { LookBanners } from '../shows/LookBanners'
import { ShowBanners } from '../shows/ShowBanners'
import { useOpenShown } from '../shows/useOpenShown'
import { Banners } from './banners/Banners'
import { Palette } from './Palette'
import { PaneArea } from './PaneArea'
import { StatusBar } from './status/StatusBar'
import { TopStrip } from './TopStrip'
import { useKeys } from './keys'
import { useStripActions } from './useStripActions'
import styles from './Shell.module.css'

/** The frame of every window: two strips, banners, panes, status bar. No layout can remove them. */
export function Shell() {
  const hub = useHub()
  const state = useRegistryState()
  if (state.status === 'ready') return <Workplace />
  return (
    <div className={styles.waiting}>
      {state.status === 'loading' ? (
        <Loading onRetry={() => void hub.loadRegistry()} />
      ) : (
        <Failed code={state.code} sinceMs={state.sinceMs} onRetry={() => void hub.loadRegistry()} />
      )}
    </div>
  )
}

function Workplace() {
  const [isSearching, setIsSearching] = useState(false)
  const actions = useStripActions()
  const openSearch = useCallback(() => setIsSearching(true), [])
  useOpenShown()
  useKeys({ ...actions, search: openSearch })
  return (
    <div className={styles.shell}>
      <TopStrip onSearch={openSearch} />
      <AlarmStrip actions={actions} />
      <Banners />
      <LookBanners />
      <ShowBanners />
      <PaneArea />
      <StatusBar />
      {isSearching && <Palette onClose={() => setIsSearching(false)} />}
    </div>
  )
}
