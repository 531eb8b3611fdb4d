import type { ChecksumAlgorithm } from '../contract'

/** Bytes of a checksum, by its algorithm. */
export const checksumBytes: Readonly<Record<ChecksumAlgorithm, 1 | 2 | 4>> = {
  sum8: 1,
  sum16: 2,
  xor8: 1,
  lrc8: 1,
  crc8: 1,
  crc16Modbus: 2,
  crc16Ccitt: 2,
  crc16Xmodem: 2,
  crc32: 4,
}

/** Modbus and CRC-32 go on the wire low byte first, the others high byte first, where the description says nothing. */
export const usualEndian = (algorithm: ChecksumAlgorithm): 'big' | 'little' =>
  algorithm === 'crc16Modbus' || algorithm === 'crc32' ? 'little' : 'big'

const sum = (bytes: Uint8Array): number => bytes.reduce((total, byte) => total + byte, 0)

/** A CRC bit by bit: frames are short, and there is no table to be wrong. Reflected ones shift right. */
function crc(bytes: Uint8Array, width: 8 | 16 | 32, polynomial: number, start: number, isReflected: boolean): number {
  const top = 2 ** (width - 1)
  const mask = 2 ** width - 1
  let value = start
  for (const byte of bytes) {
    value = isReflected ? value ^ byte : value ^ (byte << (width - 8))
    for (let bit = 0; bit < 8; bit++) {
      if (isReflected) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1
      else value = value & top ? (value << 1) ^ polynomial : value << 1
    }
    value = (value & mask) >>> 0
  }
  return value
}

/**
 * Checksum over bytes, as a whole number from 0 up.
 *
 * - `sum8`, `sum16` sum modulo 256, 65 536; `xor8` exclusive or; `lrc8` two's complement of the sum
 * - `crc8` polynomial 07, start 0; `crc16Modbus` 8005 reflected, start FFFF; `crc16Ccitt` 1021, start FFFF; `crc16Xmodem` 1021, start 0; `crc32` as in Ethernet and zip
 */
export function computeChecksum(algorithm: ChecksumAlgorithm, bytes: Uint8Array): number {
  switch (algorithm) {
    case 'sum8':
      return sum(bytes) % 0x100
    case 'sum16':
      return sum(bytes) % 0x1_0000
    case 'xor8':
      return bytes.reduce((all, byte) => all ^ byte, 0)
    case 'lrc8':
      return (0x100 - (sum(bytes) % 0x100)) % 0x100
    case 'crc8':
      return crc(bytes, 8, 0x07, 0, false)
    case 'crc16Modbus':
      return crc(bytes, 16, 0xa001, 0xffff, true)
    case 'crc16Ccitt':
      return crc(bytes, 16, 0x1021, 0xffff, false)
    case 'crc16Xmodem':
      return crc(bytes, 16, 0x1021, 0, false)
    case 'crc32':
      return (crc(bytes, 32, 0xedb8_8320, 0xffff_ffff, true) ^ 0xffff_ffff) >>> 0
  }
}
