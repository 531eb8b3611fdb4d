import { useState, type ChangeEvent } from 'react'

/** A text that stands for something else: kept as it is typed while it means nothing yet, and told once it does. */
export function useDraftText(
  text: string,
  read: (text: string) => boolean,
): {
  isBad: boolean
  input: { value: string; onChange(event: ChangeEvent<HTMLInputElement>): void; onBlur(): void }
} {
  const [typed, setTyped] = useState<{ text: string; isBad: boolean }>()
  return {
    isBad: typed?.isBad ?? false,
    input: {
      value: typed?.text ?? text,
      onChange: ({ target }) => setTyped({ text: target.value, isBad: !read(target.value) }),
      onBlur: () => setTyped((now) => (now?.isBad ? now : undefined)),
    },
  }
}
