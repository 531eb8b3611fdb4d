import type { HandsetLanguage, Incident, Message, Task } from '../contract'
import { orderNumber } from '../dispatch/orderNumber'
import en from './en.json'
import { orderText, type Written } from './orderText'
import zh from './zh-CN.json'

/** Of a message for a handset. */
const MOST_CHARACTERS = 1_000

const texts: Readonly<Record<HandsetLanguage, Readonly<Record<keyof typeof zh, string>>>> = { 'zh-CN': zh, en }

/** What a message is about. */
export interface MessageAbout extends Written {
  task: Ordered | undefined
  incident: Pick<Incident, 'number' | 'title' | 'seatMark'> | undefined
}
type Ordered = Pick<Task, 'title' | 'instruction' | 'stepId' | 'ordinal' | 'seatMark'>

/** A message in the language of its reader; what nobody wrote in that language stays as it was written. */
export function messageText(
  { text, words, stepId }: Pick<Message, 'text' | 'words' | 'stepId'>,
  about: MessageAbout,
  language: HandsetLanguage,
): string {
  if (words && about.task) return wordsText(words, { ...about, task: about.task }, language)
  if (language === 'zh-CN') return text
  for (const { steps } of about.plans)
    for (const { id, action } of steps)
      if (id === stepId && action.kind === 'message' && action.text.zh === text) return action.text.en
  return text
}

/** What stands in a message of an order, by its code. */
export function wordsText(
  words: NonNullable<Message['words']>,
  about: MessageAbout & { task: Ordered },
  language: HandsetLanguage,
): string {
  const say = (key: keyof typeof zh, values: Readonly<Record<string, string | number>>): string =>
    texts[language][key].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
  const of = say('about', {
    number: orderNumber(about.incident, about.task),
    ...orderText(about.task, about.incident, about, language),
  }).trim()
  const said = () => {
    if (words.code === 'urge')
      return words.added === undefined
        ? say('urge', { about: of })
        : say('urgeAdded', { about: of, added: words.added })
    const { limit, minutes } = words
    return say('late', { about: of, late: say(`${limit}${minutes < 1 ? 'Due' : 'Late'}`, { minutes }) })
  }
  return said().slice(0, MOST_CHARACTERS)
}
