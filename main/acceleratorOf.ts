const names: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  '+': 'Plus',
}

/** A chord of `renderer/keys` as the system's own names: `Ctrl+Alt+ArrowUp` is `Control+Alt+Up`. */
export function acceleratorOf(chord: string): string {
  const at = chord.lastIndexOf('+', chord.length - 2)
  const key = chord.slice(at + 1)
  const modifiers = chord.slice(0, at + 1).replace('Ctrl', 'Control')
  return `${modifiers}${names[key] ?? key}`
}
