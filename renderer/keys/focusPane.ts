import type { PaneId } from '../../layouts'

/** Without layout (in tests) every pane counts as in sight. */
const inSight = (host: HTMLElement) => !('checkVisibility' in host) || host.checkVisibility()

const focusable = 'button:enabled, input:enabled, [tabindex="0"]'

/** Focuses what can be worked with in the next (or previous) pane in sight; a list before the buttons around it. */
export function focusPane(step: 1 | -1): void {
  const hosts = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(inSight)
  const at = hosts.findIndex((host) => host.contains(document.activeElement))
  const from = at === -1 && step === -1 ? 0 : at
  const host = hosts[(from + step + hosts.length) % hosts.length]
  focusIn(host)
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
