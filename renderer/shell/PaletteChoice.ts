import { z } from 'zod'
import { isSpelled } from '../../domain/search/isSpelled'
import type { spell } from '../../domain/search/spell'

/** Groups of the palette in the order they stand: what rings first, then things, then what the console can do. */
export const choiceKinds = [
  'recent',
  'alarm',
  'incident',
  'device',
  'building',
  'person',
  'command',
  'pane',
  'layout',
] as const
export type ChoiceKind = Exclude<(typeof choiceKinds)[number], 'recent'>

export interface Choice {
  kind: ChoiceKind
  id: string
  name: string
  detail: string
  /** Cap of the key that does the same. */
  cap?: string | undefined
  /** Everything it can be found by beside its name. */
  words?: readonly string[]
  go(): void
}

/** What was chosen lately, the latest first; things carry their words, for the core may not be asked for them. */
export const Recent = z
  .array(
    z.object({
      kind: z.enum(['device', 'building', 'person', 'pane', 'layout', 'command']),
      id: z.string().max(100),
      name: z.string().max(400),
      detail: z.string().max(400),
    }),
  )
  .max(12)
export type Recent = z.infer<typeof Recent>
export const noRecent: Recent = []

/** Alarms and incidents pass: they are not kept. */
export function withRecent(recent: Recent, { kind, id, name, detail }: Choice): Recent {
  if (kind === 'alarm' || kind === 'incident') return recent
  const rest = recent.filter((each) => each.kind !== kind || each.id !== id)
  return [{ kind, id, name, detail }, ...rest].slice(0, 8)
}

/**
 * How well a choice fits: 3 begins with the words, 2 holds them, 1 is spelled so in pinyin, 0 not at all.
 *
 * @param spelled pinyin of a text, once it has been loaded
 */
export function fitOf(
  { name, words = [] }: Pick<Choice, 'name' | 'words'>,
  sought: string,
  spelled: typeof spell | undefined,
): 0 | 1 | 2 | 3 {
  const low = sought.toLowerCase()
  const texts = [name, ...words].map((text) => text.toLowerCase())
  if (texts.some((text) => text.startsWith(low))) return 3
  if (texts.some((text) => text.includes(low))) return 2
  if (!spelled || !isSpelled(low)) return 0
  return texts.some((text) => Object.values(spelled(text)).some((spelling) => spelling.includes(low))) ? 1 : 0
}

/** What fits, the best first, at most `most`; what was used lately goes before others that fit as well. */
export function choose(
  choices: readonly Choice[],
  sought: string,
  options: { spelled: typeof spell | undefined; recent: Recent; most: number },
): Choice[] {
  const isRecent = (choice: Choice) => options.recent.some(({ kind, id }) => kind === choice.kind && id === choice.id)
  return choices
    .map((choice) => ({ choice, fit: fitOf(choice, sought, options.spelled) }))
    .filter(({ fit }) => fit > 0)
    .toSorted((a, b) => b.fit - a.fit || Number(isRecent(b.choice)) - Number(isRecent(a.choice)))
    .slice(0, options.most)
    .map(({ choice }) => choice)
}
