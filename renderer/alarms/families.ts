/** A drawing that stands for all systems of a family. */
const symbols = {
  fire: 'smoke-detector',
  security: 'camera',
  access: 'door',
  building_equipment: 'fan',
  energy: 'meter',
  parking: 'parking',
  transport: 'bus',
  sanitation: 'bin',
  logistics: 'parcel-locker',
  commerce: 'robot',
  environment: 'air-sensor',
  infrastructure: 'server-room',
  network_5g: 'wifi',
  staff: 'guard',
} as const

export type Family = keyof typeof symbols

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Object.keys` forgets the keys of a constant
export const families = Object.keys(symbols) as readonly Family[]

export const isFamily = (family: string): family is Family => Object.hasOwn(symbols, family)
export const familySymbol = (family: string): string => (isFamily(family) ? symbols[family] : 'meter')
