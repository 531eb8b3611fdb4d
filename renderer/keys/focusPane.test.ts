import { beforeEach, expect, test } from 'vitest'
import { focusPane } from './focusPane'

beforeEach(() => {
  document.body.innerHTML = `
    <header data-round=""><button>search</button></header>
    <section data-round=""><button>silence</button></section>
    <section data-pane="alarms" tabindex="-1"><button>filter</button><div role="grid" tabindex="0" aria-label="list"></div></section>
    <section data-pane="dispatch" tabindex="-1"><button>send</button></section>
    <footer data-round=""><button>theme</button></footer>`
})

const focused = () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent
const go = (step: 1 | -1, times: number) =>
  Array.from({ length: times }, () => {
    focusPane(step)
    return focused()
  })

test('F6 begins with the panes, and goes round by the status bar and the strips', () => {
  expect(go(1, 6)).toEqual(['list', 'send', 'theme', 'search', 'silence', 'list'])
})

test('Shift+F6 goes the other way', () => {
  expect(go(-1, 4)).toEqual(['send', 'list', 'silence', 'search'])
})
