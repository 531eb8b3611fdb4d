import { patternOf, type Occasion, type Tone } from './patterns'

/** Overtones that make a sine audible in a loud room without making it sharp. */
const harmonics = [
  { times: 1, share: 0.72 },
  { times: 2, share: 0.2 },
  { times: 3, share: 0.08 },
]
/** Fade at both ends of a tone, against the click of a cut sine. */
const fadeS = 0.01

export interface Speaker {
  /** False while the browser holds sound back until somebody clicks. */
  isAllowed(): boolean
  /** Tries to be allowed; works inside a click. */
  unlock(): Promise<void>
  /** @param level of escalation, 0 to 3 */
  play(occasion: Occasion, level: number): void
}

/** Plays patterns by WebAudio. */
export function createSpeaker(): Speaker {
  const context = new AudioContext()
  return {
    isAllowed: () => context.state === 'running',
    unlock: () => context.resume(),
    play(occasion, escalation) {
      const { tones, level } = patternOf(occasion, escalation)
      const volume = new GainNode(context, { gain: level })
      volume.connect(context.destination)
      for (const tone of tones) playTone(context, volume, tone)
    },
  }
}

function playTone(context: AudioContext, into: AudioNode, { atMs, lastsMs, fromHz, toHz, isDecaying }: Tone): void {
  const startS = context.currentTime + 0.02 + atMs / 1000
  const endS = startS + lastsMs / 1000
  const envelope = new GainNode(context, { gain: 0 })
  envelope.connect(into)
  envelope.gain.setValueAtTime(0, startS)
  envelope.gain.linearRampToValueAtTime(1, startS + fadeS)
  if (isDecaying) envelope.gain.exponentialRampToValueAtTime(0.001, endS)
  else {
    envelope.gain.setValueAtTime(1, endS - fadeS)
    envelope.gain.linearRampToValueAtTime(0, endS)
  }
  for (const { times, share } of harmonics) {
    const oscillator = new OscillatorNode(context, { frequency: fromHz * times })
    if (toHz !== undefined) oscillator.frequency.linearRampToValueAtTime(toHz * times, endS)
    oscillator.connect(new GainNode(context, { gain: share })).connect(envelope)
    oscillator.start(startS)
    oscillator.stop(endS + fadeS)
  }
}
