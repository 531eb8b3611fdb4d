import tokens from './tokens.json'

export type ThemeName = keyof typeof tokens.themes
export const themeNames = ['night', 'day', 'contrast'] as const satisfies readonly ThemeName[]

export type DensityName = keyof typeof tokens.density
export const densityNames = ['compact', 'normal', 'roomy', 'wall'] as const satisfies readonly DensityName[]

/** Pixels that follow the zoom are written in rem; hairlines, borders and radii are not. */
const rem = (px: number) => `${px / 16}rem`

type Leaf = readonly [path: string, value: string | number]

function* leaves(value: unknown, path: readonly string[]): Generator<Leaf> {
  if (typeof value === 'string' || typeof value === 'number') yield [path.join('-'), value]
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* leaves(item, [...path, String(index + 1)])
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* leaves(item, [...path, key])
}

const block = (selector: string, lines: readonly string[]) =>
  `${selector} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`

const colours = (name: ThemeName) => {
  const { scheme, ...groups } = tokens.themes[name]
  return [`color-scheme: ${scheme};`, ...[...leaves(groups, [])].map(([path, value]) => `--${path}: ${value};`)]
}

function scales(): string[] {
  const lines: string[] = []
  for (const [step, px] of Object.entries(tokens.space))
    lines.push(`--space-${step}: ${step === 'hair' ? `${px}px` : rem(px)};`)
  for (const [name, px] of Object.entries(tokens.radius)) lines.push(`--radius-${name}: ${px}px;`)
  for (const [name, px] of Object.entries(tokens.border)) lines.push(`--border-${name}: ${px}px;`)
  for (const [path, px] of leaves(tokens.size, []))
    lines.push(`--size-${path}: ${typeof px === 'number' ? rem(px) : px};`)
  for (const [name, { size, line }] of Object.entries(tokens.font.scale))
    lines.push(`--font-${name}: ${rem(size)}/${rem(line)} var(--font-family);`)
  lines.push(`--font-family: ${tokens.font.family};`, `--font-code: ${tokens.font.codeFamily};`)
  for (const [name, weight] of Object.entries(tokens.font.weight)) lines.push(`--weight-${name}: ${weight};`)
  for (const [name, z] of Object.entries(tokens.layer)) lines.push(`--layer-${name}: ${z};`)
  for (const name of ['quick', 'normal', 'slow', 'camera', 'holdToExecute'] as const)
    lines.push(`--motion-${name}: ${tokens.motion[name]}ms;`)
  lines.push(`--motion-easing: ${tokens.motion.easing};`)
  return lines
}

/** Rows by density; a wall is seen from 5 m: there everything is twice as large, because every size is in rem. */
function density(name: DensityName): string[] {
  const { zoom, row, font } = tokens.density[name]
  return [
    // A display's own size of text (`renderer/comfort`) makes all of it larger or smaller.
    `font-size: calc(${zoom * 100}% * var(--comfort-size, 1));`,
    `--zoom: calc(${zoom} * var(--comfort-size, 1));`,
    `--row-height: ${rem(row)};`,
    `--row-font: var(--font-${font});`,
  ]
}

/** `tokens.json` as custom properties: `themes.night.ground.panel` becomes `--ground-panel` under `[data-theme='night']`. */
export function tokensToCss(): string {
  return [
    '/* Made from tokens.json by tokensToCss; `npx vitest run renderer/theme -u` writes it anew. */\n',
    block(':root', scales()),
    ...densityNames.map((name) =>
      block(name === 'normal' ? `:root,\n[data-density='normal']` : `[data-density='${name}']`, density(name)),
    ),
    ...themeNames.map((name) =>
      block(name === 'night' ? `:root,\n[data-theme='night']` : `[data-theme='${name}']`, colours(name)),
    ),
  ].join('\n')
}
