/** Deaths of the GPU's process within so long add up. */
const withinMs = 10 * 60_000
/** After so many, maps are drawn without it: a driver that dies three times dies a fourth time. */
const deathsUntilPlain = 3

/** When to give up drawing maps on the graphics card. Once given up, it stays so until the console is started again. */
export class GraphicsLadder {
  private deaths: number[] = []
  private hasGivenUp = false

  get isPlain(): boolean {
    return this.hasGivenUp
  }

  died(nowMs: number): void {
    this.deaths = [...this.deaths.filter((atMs) => atMs > nowMs - withinMs), nowMs]
    if (this.deaths.length >= deathsUntilPlain) this.hasGivenUp = true
  }
}
