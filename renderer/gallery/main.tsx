import { createRoot } from 'react-dom/client'
import '../theme/global.css'
import { startMotion } from '../comfort/motion'
import { startClock, startSelection } from '../feed'
import { startDrafts } from '../dispatching/useDraft'
import { startI18n } from '../i18n'
import { startDensity } from '../theme/density'
import { startTheme } from '../theme/theme'
import { startBlink } from '../widgets'
import { Gallery } from './Gallery'
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
createRoot(root).render(
  <World>
    <Gallery />
  </World>,
)
