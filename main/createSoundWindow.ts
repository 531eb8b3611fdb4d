import { shell } from 'electron'
import { createHiddenWindow } from './createHiddenWindow'
import type { Supervision } from './supervision/Supervision'
import { superviseWindow } from './supervision/superviseWindow'
import { troubleUrl } from './troubleUrl'

/** The machine's own bell takes over when alarms should sound and their page has been away for so long. */
const bellAfterMs = 2_000
const bellEveryMs = 1_000

/**
 * The one page that sounds for the whole seat. It has a process of its own, so that no other window's fault silences alarms (P7), and is watched like every
 * window. With each beat it says whether alarms are to be heard now; while it is away with such alarms standing, main rings the machine's bell.
 */
export function createSoundWindow(parts: { preload: string; supervision: Supervision; now: () => number }): {
  close(): void
} {
  const { supervision, now } = parts
  let isWanted = false
  let awaySinceMs: number | undefined = now()
  const sound = superviseWindow({
    name: 'sound',
    supervision,
    now,
    hasPlainForm: false,
    open: (form) => createHiddenWindow(parts.preload, form === 'trouble' ? undefined : 'sound.html'),
    troubleUrl,
    onWell(isWell) {
      awaySinceMs = isWell ? undefined : now()
      supervision.tell({ sound: isWell ? 'well' : 'absent' })
    },
    onBeat(wanted) {
      isWanted = wanted
    },
    onClosed: () => undefined,
  })
  // The page's own context goes on as if nothing were, and is not heard any more.
  supervision.onAudioGone(() => sound.again())
  const bell = setInterval(() => {
    if (isWanted && awaySinceMs !== undefined && now() - awaySinceMs > bellAfterMs) shell.beep()
  }, bellEveryMs)
  return {
    close() {
      clearInterval(bell)
      sound.close()
    },
  }
}
