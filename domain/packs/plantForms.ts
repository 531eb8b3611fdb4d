import { above, alarm, number, service } from './build'

// What plant of several families has alike.

export const runningTime = number('running_time', ['运行时长', 'Running time'], 'h', [0, 200000])

/** Of a unit that others of its kind stand beside: one is on duty, one waits, and comes in when the first fails. */
export const roles = { duty: '主用', in_reserve: '备用', taken_over: '备用投入' }

/** Hours that a unit has run since somebody maintained it, and what says that it is time again (white paper 4.2.9 (5)). */
export const sinceService = number('hours_since_service', ['保养后运行', 'Run since maintenance'], 'h', [0, 50000])
export const maintenanceDone = service('maintenance_done', ['保养完成', 'Maintenance done'], 1)
export const maintenanceDue = (hours: number) =>
  alarm('maintenance_due', ['保养到期', 'Maintenance due'], 'notice', above('hours_since_service', hours, 0), {
    onS: 60,
    design: { alarmClass: 'maintenance' },
  })
