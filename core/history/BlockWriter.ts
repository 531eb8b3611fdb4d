import { type Block, BlockBuilder } from './block'
import type { NewBlock } from './HistoryStore'
import type { Level } from './levels'
import type { Series } from './Series'

/** Rows of one series that are coded in one go: about a millisecond of work. */
const rowsPerUnit = 16_384

/** Writes series, by rising point, as blocks of one window. */
export class BlockWriter {
  private readonly builder = new BlockBuilder()
  private readonly blocks: Promise<Block>[] = []

  constructor(
    private readonly level: Level,
    private readonly windowMs: number,
    private readonly isSettled: boolean,
  ) {}

  add(series: Series): void {
    for (let from = 0; from < series.timesMs.length; from += rowsPerUnit) {
      const to = from + rowsPerUnit
      const unit =
        series.timesMs.length <= rowsPerUnit
          ? series
          : {
              point: series.point,
              timesMs: series.timesMs.subarray(from, to),
              columns: series.columns.map((column) => column.subarray(from, to)),
              qualities: series.qualities.subarray(from, to),
            }
      const block = this.builder.add(unit)
      if (block) this.blocks.push(block)
    }
  }

  async end(): Promise<NewBlock[]> {
    const last = this.builder.end()
    if (last) this.blocks.push(last)
    const { level, windowMs, isSettled } = this
    return (await Promise.all(this.blocks)).map((block) => ({ ...block, level, windowMs, isSettled }))
  }
}
