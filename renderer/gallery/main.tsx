import { createRoot } from 'react-dom/client'
import '../theme/global.css'
import { startMotion } from '../comfort/motion'
import { seatNow, startClock, startSelection } from '../feed'
import { startDrafts } from '../dispatching/useDraft'
import { startI18n } from '../i18n'
import { startDensity } from '../theme/density'
import { startTheme } from '../theme/theme'
import { startBlink } from '../widgets'
import { AlarmsPane } from '../panes/alarms/AlarmsPane'
import { Gallery } from './Gallery'
import { manyAlarms } from './samples'
import { World } from './World'

startTheme()
startDensity()
startMotion()
startClock()
startBlink()
startSelection()
startDrafts()
await startI18n()

const root = document.getElementById('root')
if (!root) throw new Error('gallery.html has no #root')
/** `gallery.html#alarms=100000`: the pane of alarms alone, with so many of them. */
const many = Number(/^#alarms=(\d+)$/.exec(location.hash)?.[1] ?? 0)
createRoot(root).render(
  many > 0 ? (
    <World alarms={manyAlarms(many, seatNow())}>
      <div style={{ width: '100vw', height: '100vh' }}>
        <AlarmsPane />
      </div>
    </World>
  ) : (
    <World>
      <Gallery />
    </World>
  ),
)
