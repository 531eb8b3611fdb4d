/** `npm run build`: bundles the programs and the pages into `out/`. With `--if-stale` only what is older than its sources. */
import { buildOutputs } from './bundle/buildOutputs.mjs'
import { tellSetupErrors } from './setup/tellSetupErrors.mjs'

await tellSetupErrors(() => buildOutputs({ onlyStale: process.argv.includes('--if-stale') }))
