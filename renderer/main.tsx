import { createRoot } from 'react-dom/client'
import './theme/global.css'
import { dimming } from './comfort/dimming'
import { startMotion } from './comfort/motion'
import { textSize } from './comfort/textSize'
import { Identify } from './desk/Identify'
import { LeaveKiosk } from './desk/LeaveKiosk'
import { connectToCore, FeedProvider, startClock, startSelection } from './feed'
import { startDrafts } from './dispatching/useDraft'
import { startI18n } from './i18n'
import { App } from './shell/App'
import { createSpeaker } from './sound/Speaker'
import { startSound } from './sound/startSound'
import { startHeartbeat } from './supervision/heartbeat'
import { forgetOldDrafts } from './supervision/keptDrafts'
import { SupervisedPage } from './supervision/SupervisedPage'
import { startSupervision } from './supervision/useSupervision'
import { startDensity } from './theme/density'
import { startTheme } from './theme/theme'
import { startBlink } from './widgets'

startTheme()
startDensity()
textSize.start()
dimming.start()
startMotion()
startClock()
startBlink()
startSelection()
forgetOldDrafts()
startDrafts()
startSupervision()
const client = connectToCore()
await startI18n()

// The console has a hidden window for sound; a browser seat sounds by itself, from the first click on (browsers allow it only then).
if (!window.chengtai) {
  const speaker = createSpeaker()
  addEventListener('pointerdown', () => void speaker.unlock())
  startSound(client, speaker)
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <FeedProvider client={client}>
    <SupervisedPage>
      <App />
    </SupervisedPage>
    <Identify />
    <LeaveKiosk />
  </FeedProvider>,
)
startHeartbeat(() => root.childElementCount > 0)
