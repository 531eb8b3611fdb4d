import { readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { LayoutPost, readLayout } from '../../layouts'
import type { DeskMemory } from './DeskModel'

const Stored = z.object({ post: LayoutPost, layout: z.unknown(), chosen: z.record(z.string(), z.string()) })

/** What was kept of the desk; nothing when there is nothing, or nothing that can be read: the desk begins afresh then. */
export function readDeskMemory(file: string): DeskMemory | undefined {
  try {
    const { post, chosen, layout } = Stored.parse(JSON.parse(readFileSync(file, 'utf8')))
    const read = readLayout(layout)
    return { post, chosen, ...('layout' in read && { layout: read.layout }) }
  } catch {
    return undefined
  }
}

/** Keeps what the desk is like; writes only what differs from the last, and one after the other. A crash leaves the former file whole. */
export function createDeskMemory(file: string, onError: (error: unknown) => void): { keep(memory: DeskMemory): void } {
  let kept = ''
  let turn = Promise.resolve()
  return {
    keep(memory) {
      const text = JSON.stringify(memory)
      if (text === kept) return
      kept = text
      turn = turn
        .then(() => writeFile(`${file}.new`, text))
        .then(() => rename(`${file}.new`, file))
        .catch(onError)
    },
  }
}
