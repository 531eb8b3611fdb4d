/** What a press looks like to us; a part of `KeyboardEvent`. */
export interface Press {
  key: string
  code?: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

const modifierKeys: ReadonlySet<string> = new Set([
  'Control',
  'Shift',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'NumLock',
  'Fn',
])
/** Keys an input method keeps for itself, or that a browser cannot name. */
const unnamed: ReadonlySet<string> = new Set(['Process', 'Dead', 'Unidentified', 'Compose'])

/** Keys whose sign changes with Shift or the layout are named by their place. */
const places: Readonly<Record<string, string>> = {
  Equal: '=',
  Minus: '-',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Backquote: '`',
}

function nameOf({ key, code = '' }: Press): string | undefined {
  if (modifierKeys.has(key) || unnamed.has(key)) return undefined
  if (key === ' ') return 'Space'
  if (/^[a-z0-9]$/i.test(key)) return key.toUpperCase()
  const byPlace = places[code] ?? /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)?.[1]
  return byPlace ?? key
}

/**
 * The name of a press: modifiers in the order Ctrl, Alt, Shift, then the key, as in `Ctrl+Shift+F6`. A Mac's command key counts as Ctrl.
 *
 * @returns `undefined` for a modifier alone and for keys without a name
 */
export function chordOf(press: Press): string | undefined {
  const name = nameOf(press)
  if (name === undefined) return undefined
  const modifiers = [
    (press.ctrlKey || press.metaKey) && 'Ctrl',
    press.altKey && 'Alt',
    press.shiftKey && 'Shift',
  ].filter((modifier) => modifier !== false)
  return [...modifiers, name].join('+')
}

const caps: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}

/** A chord as caps show it: `Ctrl Shift F6`. */
export function capOfChord(chord: string): string {
  const { modifiers, key } = partsOf(chord)
  return [...modifiers, caps[key] ?? key].join(' ')
}

/** The key `+` would be cut in two by a plain split. */
export function partsOf(chord: string): { modifiers: readonly string[]; key: string } {
  const modifiers: string[] = []
  let rest = chord
  for (const modifier of ['Ctrl', 'Alt', 'Shift'])
    if (rest.startsWith(`${modifier}+`)) {
      modifiers.push(modifier)
      rest = rest.slice(modifier.length + 1)
    }
  return { modifiers, key: rest }
}
