import { open, stat, truncate, writeFile } from 'node:fs/promises'
import type { Randoms } from './randoms'

/** How files of a database get damaged in the field. */
export const damages = ['bit', 'torn page', 'header', 'cut file', 'cut log', 'junk index'] as const
export type Damage = (typeof damages)[number]

const pageBytes = 4096
const sectorBytes = 512
const headerBytes = 100

/** Damages a closed database, or its log and the index of its log. */
export async function damageFile(database: string, damage: Damage, random: Randoms): Promise<void> {
  const { size } = await stat(database)
  const junk = (bytes: number) => Buffer.from(Array.from({ length: bytes }, () => random.below(256)))
  switch (damage) {
    case 'bit':
      return change(database, random.below(size), 1, ([byte = 0]) => Buffer.of(byte ^ (1 << random.below(8))))
    case 'torn page': {
      const page = random.below(Math.floor(size / pageBytes)) * pageBytes
      const sectors = 1 + random.below(pageBytes / sectorBytes - 1)
      return change(database, page, sectors * sectorBytes, () =>
        random.next() < 0.5 ? Buffer.alloc(sectors * sectorBytes) : junk(sectors * sectorBytes),
      )
    }
    case 'header': {
      const length = 1 + random.below(8)
      return change(database, random.below(headerBytes - length), length, () => junk(length))
    }
    case 'cut file':
      return truncate(database, random.below(size))
    case 'cut log': {
      const log = await stat(`${database}-wal`)
      return truncate(`${database}-wal`, random.below(log.size))
    }
    case 'junk index':
      return writeFile(`${database}-shm`, junk(32_768))
  }
}

async function change(file: string, offset: number, length: number, made: (bytes: Buffer) => Buffer): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, offset)
    await handle.write(made(buffer), 0, length, offset)
  } finally {
    await handle.close()
  }
}
