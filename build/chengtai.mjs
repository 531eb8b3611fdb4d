#!/usr/bin/env node
/** Starts the tools of a seat's data from their bundle; `npm run build` makes it. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const bundle = path.join(import.meta.dirname, '../out/service/chengtai.cjs')
if (existsSync(bundle)) createRequire(import.meta.url)(bundle)
else {
  console.error(`${bundle} is not there: run "npm run build" first`)
  process.exitCode = 1
}
