import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { systemPacks } from '.'

/** What each version of a pack was, by its hash: written anew by `npx vitest run domain/packs --update`. */
const file = fileURLToPath(new URL('versions.csv', import.meta.url))

const rows = systemPacks.map(({ version, ...content }) => ({
  id: String(content.id),
  version,
  hash: createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16),
}))

// Districts keep the types that they were made with, and are offered a pack by its version: one that changed in silence would never reach them.
it('a pack whose content is another one has a new version', async () => {
  const known = new Map(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => {
        const [id = '', version, hash] = line.split(',')
        return [id, { version: Number(version), hash }]
      }),
  )
  const unraised = rows.filter(({ id, version, hash }) => {
    const before = known.get(id)
    return before && before.hash !== hash && version <= before.version
  })
  expect(unraised.map(({ id }) => id)).toEqual([])
  const lines = ['id,version,hash', ...rows.map(({ id, version, hash }) => `${id},${version},${hash}`)]
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(file)
})
