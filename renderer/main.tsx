import { createRoot } from 'react-dom/client'
import './theme/global.css'
import { connectToCore, FeedProvider, startClock, startSelection } from './feed'
import { startI18n } from './i18n'
import { App } from './shell/App'
import { startTheme } from './theme/theme'
import { startBlink } from './widgets'

startTheme()
startClock()
startBlink()
startSelection()
const client = connectToCore()
await startI18n()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <FeedProvider client={client}>
    <App />
  </FeedProvider>,
)
