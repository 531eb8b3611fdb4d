import { describe, expect, test } from 'vitest'
import { actionIds, actions, definitionOf } from './actions'
import { bind, bindingsOf, giveBack, holderOf, problemOf } from './bindings'
import { capOfChord, chordOf } from './chord'
import { resolve, type PressedAt } from './resolve'

const press = (key: string, more: Partial<PressedAt> = {}): PressedAt => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  keyCode: 0,
  ...more,
})
const first = bindingsOf({})
const asked = (key: string, more: Partial<PressedAt> = {}) => resolve(press(key, more), first)

describe('the list', () => {
  test('no key stands for two things', () => {
    const keys = actionIds.flatMap((id) => definitionOf(id).keys)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('no first key fires while somebody types or takes one that editing needs', () => {
    expect(
      actionIds.flatMap((id) => definitionOf(id).keys.map((chord) => problemOf(chord, id))).filter(Boolean),
    ).toEqual([])
  })
})

describe('a press', () => {
  test.each([
    [press('F9'), 'F9'],
    [press('k', { ctrlKey: true }), 'Ctrl+K'],
    [press('K', { metaKey: true }), 'Ctrl+K'],
    [press('F6', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+F6'],
    // Option and AltGr write other signs: the place names the key.
    [press('¡', { code: 'Digit1', ctrlKey: true, altKey: true }), 'Ctrl+Alt+1'],
    [press('+', { code: 'Equal', ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+='],
    [press('л', { code: 'KeyK', ctrlKey: true }), 'Ctrl+K'],
    [press(' '), 'Space'],
    [press('Control', { ctrlKey: true }), undefined],
    [press('Process'), undefined],
  ])('%j is called %s', (pressed, chord) => expect(chordOf(pressed)).toBe(chord))

  test('asks for what the list says', () => {
    expect(asked('F9')).toBe('dispatch')
    expect(asked('k', { ctrlKey: true })).toBe('search')
    expect(asked('3', { ctrlKey: true })).toBe('layout3')
    expect(asked('F6', { shiftKey: true })).toBe('previousPane')
  })

  test('asks for nothing by a letter alone, while an input method composes, or with other modifiers', () => {
    expect(asked('k')).toBeUndefined()
    expect(asked('F9', { isComposing: true })).toBeUndefined()
    expect(asked('F9', { keyCode: 229 })).toBeUndefined()
    expect(asked('F9', { altKey: true })).toBeUndefined()
  })

  test('that is held sends nothing twice, but goes on through alarms', () => {
    expect(asked('F9', { repeat: true })).toBeUndefined()
    expect(asked('ArrowDown', { ctrlKey: true, repeat: true })).toBe('nextAlarm')
  })

  test('of a key for the whole machine is left to main', () => {
    expect(asked('F12', { ctrlKey: true, altKey: true })).toBeUndefined()
  })
})

describe('an account’s own keys', () => {
  test('hold in place of the first ones', () => {
    const bindings = bindingsOf(bind({}, 'dispatch', 'Ctrl+Enter'))
    expect(resolve(press('Enter', { ctrlKey: true }), bindings)).toBe('dispatch')
    expect(resolve(press('F9'), bindings)).toBeUndefined()
  })

  test('who held a key loses it, and the clash is told before', () => {
    expect(holderOf('F4', 'dispatch', first)).toBe('acknowledge')
    const bindings = bindingsOf(bind({}, 'dispatch', 'F4'))
    expect(bindings.get('dispatch')).toEqual(['F4'])
    expect(bindings.get('acknowledge')).toEqual([])
  })

  test('giving back takes the key from who has it now; what is as at first is not kept', () => {
    const swapped = bind(bind({}, 'dispatch', 'F4'), 'acknowledge', 'F9')
    expect(bindingsOf(giveBack(swapped, 'dispatch')).get('acknowledge')).toEqual([])
    expect(bind(bind({}, 'dispatch', 'Ctrl+M'), 'dispatch', 'F9')).toEqual({})
  })

  test('may not be letters, keys of editing, or for the whole machine one with a single modifier', () => {
    expect(problemOf('K', 'dispatch')).toBe('typing')
    expect(problemOf('Enter', 'dispatch')).toBe('typing')
    expect(problemOf('Ctrl+C', 'dispatch')).toBe('reserved')
    expect(problemOf('F9', 'bringForward')).toBe('typing')
    expect(problemOf('Ctrl+Alt+F9', 'bringForward')).toBeUndefined()
  })

  test('of an action that is no more are passed over', () => {
    expect(bindingsOf({ gone: ['F9'] }).get('dispatch')).toEqual(actions.dispatch.keys)
  })
})

test('caps show what stands on the keyboard', () => {
  expect(capOfChord('Ctrl+Shift+F6')).toBe('Ctrl Shift F6')
  expect(capOfChord('Ctrl+ArrowDown')).toBe('Ctrl ↓')
  expect(capOfChord('Ctrl+Shift++')).toBe('Ctrl Shift +')
})
