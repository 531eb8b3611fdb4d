import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { createPortal } from 'react-dom'
import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Field, toldOf, type FieldProps } from './Field'
import { layerOf } from './layer'
import { mostOffered } from './mostOffered'
import type { PickOption } from './pickOptions'
import fieldStyles from './Field.module.css'
import styles from './SearchField.module.css'

export interface SearchFieldProps extends FieldProps {
  /** What is chosen now, in words; empty for nothing. */
  shown: string
  /** Offers for what was typed, best first. */
  offer(sought: string): readonly PickOption[]
  onPick(id: string): void
  isDisabled?: boolean | undefined
}

/** One of many, found by typing its name, its pinyin or its code: arrows move, Enter takes, Escape leaves it as it was. */
export function SearchField(props: SearchFieldProps) {
  const { label, isLabelHidden, isBeside, problem, className } = props
  const { shown, offer, onPick, isDisabled = false } = props
  const { t } = useTranslation('fields')
  const [sought, setSought] = useState<string>()
  const [at, setAt] = useState(0)
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const isOpen = sought !== undefined
  const offers = isOpen ? offer(sought) : []
  const chosen = Math.min(at, offers.length - 1)

  useLayoutEffect(() => {
    if (isOpen && list.current && input.current) placeUnder(list.current, input.current.getBoundingClientRect())
  })

  const open = () => {
    if (isOpen || isDisabled) return
    setSought('')
    setAt(0)
  }
  const take = (option: PickOption | undefined) => {
    setSought(undefined)
    if (option) onPick(option.id)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return
    if (!isOpen) {
      if (event.key === 'ArrowDown' || event.key === 'Enter') {
        event.preventDefault()
        open()
      }
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && offers.length > 0) {
      event.preventDefault()
      const next = (chosen + step + offers.length) % offers.length
      setAt(next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView?.({ block: 'nearest' })
    } else if (event.key === 'Enter') {
      event.preventDefault()
      take(offers[chosen])
    } else if (event.key === 'Escape') {
      // The pane has its own Escape.
      event.stopPropagation()
      setSought(undefined)
    }
  }

  const frame = { id, label, isLabelHidden, isBeside, problem, className }
  return (
    <Field {...frame}>
      <div className={styles.pick}>
        <input
          ref={input}
          id={id}
          className={`${fieldStyles.input} ${styles.input}`}
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-activedescendant={isOpen && offers[chosen] ? `${id}-${chosen}` : undefined}
          {...toldOf(id, problem)}
          autoComplete="off"
          disabled={isDisabled}
          placeholder={isOpen ? shown || t('pick.search') : t('pick.none')}
          value={sought ?? shown}
          onChange={({ target }) => {
            setSought(target.value)
            setAt(0)
          }}
          onClick={open}
          onBlur={() => setSought(undefined)}
          onKeyDown={press}
        />
        <ChevronDown className={styles.chevron} size={14} aria-hidden />
      </div>
      {isOpen &&
        // Outside of the panel, which cuts off whatever reaches over its edge.
        createPortal(
          <div ref={list} id={`${id}-list`} className={styles.offers} role="listbox" aria-label={label}>
            {offers.length === 0 && <div className={styles.noOffer}>{t('pick.nothing')}</div>}
            {offers.map((option, index) => (
              <div
                key={option.id}
                id={`${id}-${index}`}
                className={styles.offer}
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                onPointerMove={() => setAt(index)}
                // Before the field loses the focus, which closes the list.
                onPointerDown={(event) => {
                  event.preventDefault()
                  take(option)
                }}
              >
                <span className={styles.offerName}>{option.name}</span>
                <span className={styles.offerDetail}>{option.detail}</span>
              </div>
            ))}
            {offers.length === mostOffered && <div className={styles.noOffer}>{t('pick.more')}</div>}
          </div>,
          layerOf(input.current),
        )}
    </Field>
  )
}

const gapPx = 2
const leastPx = 160

/** Below the field, or above it where there is no room below. */
function placeUnder(list: HTMLElement, field: DOMRect): void {
  list.style.left = `${field.left}px`
  list.style.minWidth = `${field.width}px`
  const below = innerHeight - field.bottom
  if (below < leastPx && field.top > below) {
    list.style.top = 'auto'
    list.style.bottom = `${innerHeight - field.top + gapPx}px`
  } else {
    list.style.bottom = 'auto'
    list.style.top = `${field.bottom + gapPx}px`
  }
}
