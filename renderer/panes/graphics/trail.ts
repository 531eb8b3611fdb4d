/** A graphic that is open, with the device it is open for. */
export interface OpenGraphic {
  readonly graphicId: string
  readonly deviceId?: string | undefined
}

/** The way back: where one came from, last the one that is open. */
export type Trail = readonly OpenGraphic[]

/** A longer way back nobody goes. */
const most = 12

const isSame = (a: OpenGraphic, b: OpenGraphic): boolean => a.graphicId === b.graphicId && a.deviceId === b.deviceId

/** Goes on to another graphic. One that lies on the way already is gone back to. */
export function goOn(trail: Trail, next: OpenGraphic): Trail {
  const at = trail.findIndex((each) => isSame(each, next))
  return at >= 0 ? trail.slice(0, at + 1) : [...trail, next].slice(-most)
}
