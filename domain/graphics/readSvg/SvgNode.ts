/** An element of a parsed SVG file, as much as the reader needs of it: the page's own parser gives it, a test writes it. */
export interface SvgNode {
  /** Name without prefix, as it was written. */
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly SvgNode[]
}
