import type { PaneId } from '../../layouts'

/** Without layout (in tests) every pane counts as in sight. */
const inSight = (host: HTMLElement) => !('checkVisibility' in host) || host.checkVisibility()

const focusable = 'button:enabled, input:enabled, [tabindex="0"]'

/** Where F6 stops: strips and status bar, marked with `data-round`, and the panes between them. */
const stops = '[data-pane], [data-round]'

/**
 * Focuses what can be worked with in the next (or previous) stop in sight, in reading order and round again; a list before the buttons around it. From nowhere it
 * begins with the panes: there is the work.
 */
export function focusPane(step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(stops)].filter(inSight)
  const at = all.findIndex((host) => host.contains(document.activeElement))
  const hosts = at === -1 ? all.filter(({ dataset }) => dataset.pane !== undefined) : all
  const from = at === -1 && step === -1 ? 0 : at
  focusIn(hosts[(from + step + hosts.length) % hosts.length])
}

/** Brings the keyboard into a pane of this window that was just revealed, once the dock has drawn it; elsewhere nothing happens. */
export function focusPaneOf(pane: PaneId): void {
  setTimeout(() => {
    const host = [...document.querySelectorAll<HTMLElement>(`[data-pane="${pane}"]`)].find(inSight)
    if (host && !host.contains(document.activeElement)) focusIn(host)
  })
}

function focusIn(host: HTMLElement | undefined): void {
  const list = host?.querySelector<HTMLElement>('[role="listbox"][tabindex="0"], [role="grid"][tabindex="0"]')
  ;(list ?? host?.querySelector<HTMLElement>(focusable) ?? host)?.focus()
}
