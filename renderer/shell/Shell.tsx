import { useCallback, useState } from 'react'
import { stepDimming } from '../comfort/dimming'
import { Dimmer } from '../comfort/Dimmer'
import { stepTextSize, textSize } from '../comfort/textSize'
import { Blank } from '../desk/Blank'
import { useHub, useRegistryState } from '../feed'
import { KeySheet } from '../keys/KeySheet'
import { actionIds } from '../keys/actions'
import { useActions, type Handlers } from '../keys/keyboard'
import { useKeyBindings } from '../keys/useKeyBindings'
import { useMoves } from '../keys/useMoves'
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
  const [opened, setOpened] = useState<'search' | 'keys'>()
  const actions = useStripActions()
  const moves = useMoves()
  const openSearch = useCallback(() => setOpened('search'), [])
  const openKeys = useCallback(() => setOpened('keys'), [])
  const close = useCallback(() => setOpened(undefined), [])
  useKeyBindings()
  useOpenShown()
  useActions({
    ...closingFirst({ ...actions, ...moves }, close),
    silence: actions.silence,
    silenceMachine: actions.silenceMachine,
    search: openSearch,
    help: openKeys,
    larger: () => stepTextSize(1),
    smaller: () => stepTextSize(-1),
    usualSize: () => textSize.set('100'),
    dim: stepDimming,
  })
  return (
    <div className={styles.shell}>
      <TopStrip onSearch={openSearch} onKeys={openKeys} />
      <AlarmStrip actions={actions} />
      <Banners />
      <LookBanners />
      <ShowBanners />
      <PaneArea />
      <StatusBar onKeys={openKeys} />
      {opened === 'search' && <Palette onClose={close} />}
      {opened === 'keys' && <KeySheet onClose={close} />}
      <Blank strip={<AlarmStrip actions={actions} />} />
      <Dimmer />
    </div>
  )
}

/** What a key does is to be seen: nothing is sent from under a sheet that hides it. */
function closingFirst(handlers: Handlers, close: () => void): Handlers {
  const closing: Handlers = {}
  for (const id of actionIds) {
    const run = handlers[id]
    if (run)
      closing[id] = () => {
        close()
        run()
      }
  }
  return closing
}
