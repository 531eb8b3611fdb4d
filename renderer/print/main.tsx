import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import './print.css'
import { connectToCore, FeedProvider } from '../feed'
import { loadRegistry } from '../feed/loadRegistry'
import { startI18n } from '../i18n'
import { StoryDocument } from './StoryDocument'

// The unseen page that an incident's story is printed from. It draws once what the core exported, then says that it is ready.

async function print(): Promise<void> {
  const incidentId = new URLSearchParams(location.search).get('incident') ?? ''
  const client = connectToCore()
  await startI18n()
  const [registry, story] = await Promise.all([loadRegistry(client), client.call('incident.export', { incidentId })])
  const root = document.getElementById('root')
  if (!root) throw new Error('print.html has no #root')
  flushSync(() =>
    createRoot(root).render(
      <FeedProvider client={client}>
        <StoryDocument registry={registry} story={story} />
      </FeedProvider>,
    ),
  )
  await document.fonts.ready
  window.chengtai?.printReady({ name: story.incident.number, json: JSON.stringify(story, null, 2) })
}

print().catch((error: unknown) => {
  // Main waits for a story; without one it gives up and says so.
  console.error(error)
  window.chengtai?.printReady({ name: '', json: '' })
})
