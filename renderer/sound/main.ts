import { connectToCore } from '../feed'
import { createSpeaker } from './Speaker'
import { startSound } from './startSound'

// The hidden page of the console that sounds for all its windows.
const speaker = createSpeaker()
void speaker.unlock()
startSound(connectToCore(), speaker)
