import type { Incident, Task } from '../contract'
import { orderNumber } from './orderNumber'
import type { Reminder } from './dueReminder'

/** Of a message for a handset. */
const MOST_CHARACTERS = 1_000
const MINUTE_MS = 60_000

/** What handsets show is Chinese, like the tasks they carry. */
const about = (task: Task, incident: Incident | undefined): string =>
  `${orderNumber(incident, task)} ${task.title}：${task.instruction}`.trim()

/** What a handler reads when the desk urges him. @param text what the desk adds in its own words */
export const urgeWords = (task: Task, incident: Incident | undefined, text: string | undefined): string =>
  [`【催办】${about(task, incident)}`, text].filter(Boolean).join('。').slice(0, MOST_CHARACTERS)

/** What a handler reads when his order is late. */
export function reminderWords(task: Task, incident: Incident | undefined, { limit }: Reminder, nowMs: number): string {
  const byAtMs = (limit === 'accept' ? task.acceptByAtMs : task.doneByAtMs) ?? nowMs
  const minutes = Math.floor((nowMs - byAtMs) / MINUTE_MS)
  const late = minutes < 1 ? '已到' : `已超 ${minutes} 分`
  const what = limit === 'accept' ? `接单时限${late}，请立即接单` : `完成时限${late}，请尽快完成并回报`
  return `【超时提醒】${about(task, incident)}。${what}`.slice(0, MOST_CHARACTERS)
}
