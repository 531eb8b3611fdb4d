import { pinyin } from 'pinyin-pro'

/** How Chinese words are typed with Latin letters; what is Latin already stays as it is. */
export interface Spelling {
  /** `感烟 YG-1806` is `ganyan yg-1806`. */
  full: string
  /** `gy yg-1806`. */
  initials: string
}

const runs = /[\u3400-\u9fff]+/g
/** Names repeat their words: `感烟探测器` stands in thousands of them and is spelled once. */
const known = new Map<string, Spelling>()
const most = 50_000

function spellRun(run: string): Spelling {
  const spelled = known.get(run)
  if (spelled) return spelled
  const syllables = pinyin(run, { toneType: 'none', type: 'array', v: true })
  const made = { full: syllables.join(''), initials: syllables.map((syllable) => syllable.charAt(0)).join('') }
  if (known.size >= most) known.clear()
  known.set(run, made)
  return made
}

/** Spelling of a text in small letters. Characters with several readings take the one of the word they stand in. */
export function spell(text: string): Spelling {
  return {
    full: text.replace(runs, (run) => spellRun(run).full).toLowerCase(),
    initials: text.replace(runs, (run) => spellRun(run).initials).toLowerCase(),
  }
}
