/** Configuration of an X server with N screens that exist in memory only. */

/**
 * @typedef {object} Screens
 * @property {number} heads how many, 1 to 16
 * @property {number} width of each, in pixels
 * @property {number} height of each, in pixels
 */

/** The dummy driver refuses faster pixel clocks. */
const MAX_PIXEL_CLOCK_HZ = 290e6

/**
 * Where each screen stands: side by side up to two, then in two rows, as the screens of a workplace do.
 *
 * @param {Screens} screens
 * @returns {{ x: number, y: number }[]}
 */
export function screenPositions({ heads, width, height }) {
  const columns = heads <= 2 ? heads : Math.ceil(heads / 2)
  return Array.from({ length: heads }, (_, head) => ({
    x: (head % columns) * width,
    y: Math.floor(head / columns) * height,
  }))
}

/** @param {Screens} screens */
export function createXorgConfig(screens) {
  const positions = screenPositions(screens)
  const virtualWidth = Math.max(...positions.map(({ x }) => x)) + screens.width
  const virtualHeight = Math.max(...positions.map(({ y }) => y)) + screens.height
  return `Section "Device"
  Identifier "dummy"
  Driver "dummy"
  VideoRam 1048576
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5-1000
  VertRefresh 5-200
  ${modeline(screens)}
EndSection
Section "Screen"
  Identifier "screen"
  Device "dummy"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "${modeName(screens)}"
    Virtual ${virtualWidth} ${virtualHeight}
  EndSubSection
EndSection
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "DontVTSwitch" "true"
EndSection
`
}

/** @param {Screens} screens */
export function modeName({ width, height }) {
  return `${width}x${height}`
}

/** @param {Screens} screens */
function modeline(screens) {
  const { width, height } = screens
  const lineLength = width + 280
  const lines = height + 45
  const clockHz = Math.min(lineLength * lines * 60, MAX_PIXEL_CLOCK_HZ)
  const horizontal = [width, width + 88, width + 132, lineLength]
  const vertical = [height, height + 4, height + 9, lines]
  return `Modeline "${modeName(screens)}" ${(clockHz / 1e6).toFixed(2)} ${[...horizontal, ...vertical].join(' ')}`
}
