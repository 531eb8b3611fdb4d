interface ErrorLog {
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

/**
 * A promise that nobody waited for and that failed is a fault of ours, to be found in the log. It is no reason for every alarm to wait until a new core has started,
 * which is what Node makes of it by itself. An exception outside of promises still ends the process: then nobody knows what state it is in.
 */
export function outliveRejections(process: Pick<NodeJS.EventEmitter, 'on'>, log: ErrorLog): void {
  process.on('unhandledRejection', (error: unknown) =>
    log.error({ err: error }, 'a promise failed that nobody waited for'),
  )
}
