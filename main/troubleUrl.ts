import { APP_ORIGIN } from './appScheme'

/** Page of a window that died too often: it says so, and when (UTC ms) it is tried again. */
export const troubleUrl = (retryAtMs: number): string => `${APP_ORIGIN}/trouble.html?retryAt=${retryAtMs}`
