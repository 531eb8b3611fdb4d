/** `super_low` → "Super low": the English name of a state is its key in words. */
export function inWords(key: string): string {
  const words = key.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** "Super low" → `super_low`. */
export const stateKey = (english: string): string => english.toLowerCase().replaceAll(' ', '_')
