import { expect, test } from 'vitest'
import { parseMissingLibraries } from './systemPackages.mjs'

test('libraries that the loader does not find are named', () => {
  const ldd = `\tlinux-vdso.so.1 (0x00007ffd)
\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f0b)
\tlibnss3.so => not found
\tlibgtk-3.so.0 => not found
`
  expect(parseMissingLibraries(ldd)).toEqual(['libnss3.so', 'libgtk-3.so.0'])
})
