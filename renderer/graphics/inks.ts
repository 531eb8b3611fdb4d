import type { Ink } from '../../domain/contract'

/** Lines and fillings. All but the faintest keep 3:1 on a pane's ground. */
const lines: Record<Ink, string> = {
  none: 'none',
  ground: 'var(--ground-panel)',
  faint: 'var(--ground-active)',
  muted: 'var(--line-strong)',
  normal: 'var(--text-muted)',
  strong: 'var(--text-strong)',
  accent: 'var(--accent-line)',
  water: 'var(--diagram-water)',
  hotWater: 'var(--diagram-hotWater)',
  air: 'var(--diagram-air)',
  power: 'var(--diagram-power)',
  gas: 'var(--diagram-gas)',
  closed: 'var(--diagram-closed)',
  open: 'var(--diagram-open)',
  abnormal: 'var(--device-abnormal)',
  offline: 'var(--device-offline)',
}

/** Letters must be readable: the faint inks of lines are too weak for them. */
const letters: Partial<Record<Ink, string>> = {
  ground: 'var(--text-muted)',
  faint: 'var(--text-muted)',
  muted: 'var(--text-muted)',
  normal: 'var(--text-normal)',
  accent: 'var(--accent-text)',
}

/** An ink of a drawing in the theme's colours, as a line or a filling. */
export const inkOf = (ink: Ink): string => lines[ink]
/** As the colour of letters. */
export const letterInkOf = (ink: Ink): string => letters[ink] ?? lines[ink]
