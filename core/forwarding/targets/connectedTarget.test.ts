import { describe, expect, it } from 'vitest'
import { connectedTarget, type Link } from './connectedTarget'
import { faultOf, TargetError } from './Target'

interface Line {
  isOpen: boolean
  readonly sent: string[]
}

function startLink(open: (line: Line) => Promise<unknown> = async () => undefined) {
  const lines: Line[] = []
  let failure: Error | undefined
  const link: Link<Line> = {
    async open() {
      const line = { isOpen: true, sent: [] }
      await open(line)
      lines.push(line)
      return line
    },
    async close(line) {
      line.isOpen = false
      throw new Error('it ends badly')
    },
    isOpen: ({ isOpen }) => isOpen,
    async send({ sent }, items) {
      if (failure) throw failure
      sent.push(...items.map(({ id }) => id))
    },
    faultOf,
  }
  return {
    lines,
    target: connectedTarget(link),
    fail(error: Error | undefined) {
      failure = error
    },
  }
}
const item = (id: string) => ({ id, kind: 'test' as const, atMs: 0, text: '' })

describe('a target with a connection', () => {
  it('sends over one connection, and over another after a fault or after it went away', async () => {
    const { target, lines, fail } = startLink()
    await target.send([item('a')])
    await target.send([item('b')])
    fail(new TargetError('refused', 'not now'))
    await expect(target.send([item('c')])).rejects.toMatchObject({ fault: 'refused' })
    fail(undefined)
    await target.send([item('c')])
    lines[1]!.isOpen = false
    await target.send([item('d')])
    expect(lines.map(({ sent }) => sent)).toEqual([['a', 'b'], ['c'], ['d']])
    await target.close()
    expect(lines.map(({ isOpen }) => isOpen)).toEqual([false, false, false])
  })

  it('tries anew when it could not connect', async () => {
    let tries = 0
    const { target, lines } = startLink(async () => {
      tries += 1
      if (tries === 1) throw Object.assign(new Error('nobody there'), { code: 'ECONNREFUSED' })
    })
    await expect(target.send([item('a')])).rejects.toMatchObject({ fault: 'unreachable' })
    await target.send([item('a')])
    expect(lines.map(({ sent }) => sent)).toEqual([['a']])
  })
})
