import { connectToCore } from '../feed'
import { startHeartbeat } from '../supervision/heartbeat'
import { createSpeaker } from './Speaker'
import { startSound } from './startSound'

// The hidden page of the console that sounds for all its windows.
const speaker = createSpeaker()
void speaker.unlock()
const sound = startSound(connectToCore(), speaker)
startHeartbeat(
  () => true,
  () => sound.isWanted(),
)
