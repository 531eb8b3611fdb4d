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

export const isFamily = (family: string): family is Family => Object.hasOwn(symbols, family)
export const familySymbol = (family: string): string => (isFamily(family) ? symbols[family] : 'meter')
