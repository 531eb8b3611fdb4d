import { sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileOf } from './fileOf'

const folder = ['', 'opt', 'chengtai', 'renderer'].join(sep)

describe('the file that an address names', () => {
  it.each([
    ['app://chengtai/index.html', 'index.html'],
    ['app://chengtai/print.html?incident=I-1#top', 'print.html'],
    ['app://chengtai/assets/map-1a2b.js', `assets${sep}map-1a2b.js`],
    ['app://chengtai/fonts/%E6%80%9D%E6%BA%90.woff2', `fonts${sep}思源.woff2`],
    ['app://chengtai/assets/../index.html', 'index.html'],
    ['app://chengtai/../../index.html', 'index.html'],
  ])('%s lies in the folder', (address, file) => expect(fileOf(address, folder)).toBe(folder + sep + file))

  it.each([
    ['app://chengtai/..%2f..%2f..%2fetc%2fpasswd', 'slashes that are written as codes'],
    ['app://chengtai/%2e%2e%2f%2e%2e%2fmain.cjs', 'dots that are written as codes'],
    ['app://chengtai/..%2frenderer-old/index.html', 'a folder whose name begins alike'],
    ['app://chengtai/index.html%00.js', 'a name that ends early'],
    ['app://chengtai/%E6%80.html', 'codes that mean no letter'],
    ['app://elsewhere/index.html', 'another host'],
    ['app://chengtai:80/index.html', 'a port'],
    ['file:///etc/passwd', 'another scheme'],
    ['https://chengtai/index.html', 'another scheme on our name'],
  ])('%s leads nowhere: %s', (address) => expect(fileOf(address, folder)).toBeUndefined())
})
