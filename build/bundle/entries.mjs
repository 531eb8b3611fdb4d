/**
 * Every program that esbuild makes: one row, one file under `out/`.
 *
 * `runtime` says where it runs: `electron` is the Electron main or utility process (Node 18.15 in the oldest Electron that we
 * test with), `sandbox` a sandboxed preload (no Node modules at all), `node` a Node >= 20 process of its own.
 *
 * @typedef {{ name: string, source: string, output: string, runtime: 'electron' | 'sandbox' | 'node' }} Entry
 */

/** @type {readonly Entry[]} */
export const entries = [
  { name: 'main', source: 'main/main.ts', output: 'out/main/main.cjs', runtime: 'electron' },
  { name: 'preload', source: 'preload/preload.ts', output: 'out/preload/preload.cjs', runtime: 'sandbox' },
  { name: 'core', source: 'main/coreProcess.ts', output: 'out/core/core.cjs', runtime: 'electron' },
  { name: 'service', source: 'service/cli.ts', output: 'out/service/service.cjs', runtime: 'node' },
  { name: 'tools', source: 'service/tools/cli.ts', output: 'out/service/chengtai.cjs', runtime: 'node' },
  { name: 'simulator', source: 'demo/simulator/cli.ts', output: 'out/demo/simulator.cjs', runtime: 'node' },
  { name: 'makeDistrict', source: 'demo/district/cli.ts', output: 'out/demo/makeDistrict.cjs', runtime: 'node' },
  { name: 'bench', source: 'bench/cli.ts', output: 'out/bench/bench.cjs', runtime: 'node' },
]
