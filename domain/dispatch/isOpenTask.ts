import type { Task } from '../contract'

const over: readonly Task['state'][] = ['done', 'declined', 'recalled', 'withdrawn']

/** Whether somebody has still to do something for it. */
export const isOpenTask = ({ state }: Pick<Task, 'state'>): boolean => !over.includes(state)
