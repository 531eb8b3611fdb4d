'use strict'
// Stands in for Electron's own default_app in the fallback runtime, which is shipped without one: runs the app that the command
// line names (a folder with package.json, a script or an .asar). process.argv stays as it is: Playwright's loader cuts it itself.
const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')
const { app } = require('electron')

const preloads = []
let target
const args = process.argv.slice(1)
while (args.length > 0 && target === undefined) {
  const arg = args.shift()
  if (arg === '-v' || arg === '--version') {
    console.log(`v${process.versions.electron}`)
    process.exit(0)
  } else if (arg === '-r' || arg === '--require') preloads.push(args.shift())
  else if (arg.startsWith('--app=')) target = arg.slice('--app='.length)
  else if (!arg.startsWith('-')) target = arg
}
if (target === undefined) {
  console.error('usage: electron <folder with package.json | script>')
  process.exit(64)
}

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
Module._preloadModules(preloads.map((file) => (file.startsWith('.') ? path.resolve(file) : file)))

const folder = path.resolve(target)
const packageFile = path.join(folder, 'package.json')
if (fs.existsSync(packageFile)) {
  const description = JSON.parse(fs.readFileSync(packageFile, 'utf8'))
  if (description.version) app.setVersion(description.version)
  app.setName(description.productName ?? description.name)
  if (description.desktopName) app.setDesktopName(description.desktopName)
  app.setAppPath(folder)
} else app.setAppPath(path.dirname(folder))
Module._load(Module._resolveFilename(folder, null, true), Module, true)
