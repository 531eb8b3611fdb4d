/** Watchers that share one plane: a bit each. 31 keeps every mask a small integer. */
const watchersPerPlane = 31

/** What one watcher holds: rows that changed since it last took them, each once. */
export interface Watcher {
  /** Rows changed since the last call, in the order in which they first changed. The array is the caller's to keep. */
  take(): Uint32Array<ArrayBuffer>
  readonly pending: number
  close(): void
}

/** Bits of up to 31 watchers for every row: who watches it, and who has it on his list already. */
class Plane {
  watched: Int32Array
  dirty: Int32Array
  readonly lists: (RowList | undefined)[] = []
  /** Bits of watchers that want every row, also those that come later. */
  all = 0

  constructor(capacity: number) {
    this.watched = new Int32Array(capacity)
    this.dirty = new Int32Array(capacity)
  }

  grow(from: number, capacity: number): void {
    this.watched = widen(this.watched, capacity).fill(this.all, from)
    this.dirty = widen(this.dirty, capacity)
  }

  /** Puts the row on the lists of those that watch it and do not have it yet. */
  spread(row: number, missing: number): void {
    this.dirty[row]! |= missing
    for (let rest = missing; rest !== 0; rest &= rest - 1) this.lists[31 - Math.clz32(rest & -rest)]?.push(row)
  }
}

/**
 * Who has to hear of which row. Marking a row that all its watchers know of already costs one comparison a plane of 31 watchers; taking costs what has
 * changed, never the number of rows. 8 bytes a row and plane, and 4 bytes a watcher and changed row.
 */
export class ChangeTracker {
  private planes: Plane[] = []
  private capacity: number

  constructor(private size: number) {
    this.capacity = size
  }

  grow(size: number): void {
    if (size <= this.size) return
    if (size > this.capacity) this.capacity = Math.max(size, this.capacity * 2)
    for (const plane of this.planes) plane.grow(this.size, this.capacity)
    this.size = size
  }

  mark(row: number): void {
    const { planes } = this
    for (let i = 0; i < planes.length; i++) {
      const plane = planes[i]!
      const missing = plane.watched[row]! & ~plane.dirty[row]!
      if (missing !== 0) plane.spread(row, missing)
    }
  }

  /** @param rows what to watch; rows outside the size are left out @param owed rows of these that stand on the list from the beginning */
  watch(rows: 'all' | Uint32Array, owed?: Uint32Array): Watcher {
    const plane = this.freePlane()
    let slot = 0
    while (plane.lists[slot]) slot++
    const bit = 1 << slot
    let list: RowList | undefined = new RowList()
    plane.lists[slot] = list
    if (rows === 'all') {
      plane.all |= bit
      for (let row = 0; row < this.capacity; row++) plane.watched[row]! |= bit
    } else for (const row of rows) if (row < this.size) plane.watched[row]! |= bit

    for (const row of owed ?? []) if ((plane.watched[row]! & ~plane.dirty[row]! & bit) !== 0) plane.spread(row, bit)

    const clear = (taken: Uint32Array): void => {
      for (const row of taken) plane.dirty[row]! &= ~bit
    }
    return {
      take: () => {
        const taken = list?.take() ?? new Uint32Array(0)
        clear(taken)
        return taken
      },
      get pending() {
        return list?.length ?? 0
      },
      close: () => {
        if (!list) return
        clear(list.take())
        list = undefined
        plane.lists[slot] = undefined
        plane.all &= ~bit
        for (let row = 0; row < plane.watched.length; row++) plane.watched[row]! &= ~bit
        if (plane.lists.every((one) => !one)) this.planes = this.planes.filter((one) => one !== plane)
      },
    }
  }

  private freePlane(): Plane {
    const free = this.planes.find((plane) => plane.lists.filter(Boolean).length < watchersPerPlane)
    if (free) return free
    const plane = new Plane(this.capacity)
    this.planes.push(plane)
    return plane
  }
}

/** A growing list of rows. */
class RowList {
  length = 0
  private rows = new Uint32Array(64)

  push(row: number): void {
    if (this.length === this.rows.length) {
      const wider = new Uint32Array(this.length * 2)
      wider.set(this.rows)
      this.rows = wider
    }
    this.rows[this.length++] = row
  }

  take(): Uint32Array<ArrayBuffer> {
    const taken = this.rows.slice(0, this.length)
    this.length = 0
    return taken
  }
}

function widen(column: Int32Array, capacity: number): Int32Array {
  if (capacity <= column.length) return column
  const wider = new Int32Array(capacity)
  wider.set(column)
  return wider
}
