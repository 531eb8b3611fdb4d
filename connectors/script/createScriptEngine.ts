import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import variant from '@jitl/quickjs-wasmfile-release-sync'
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSWASMModule } from 'quickjs-emscripten-core'

export type ScriptEngine = QuickJSWASMModule

let engine: Promise<ScriptEngine> | undefined

/** The engine, loaded when first needed: half a megabyte that most seats never need. */
export function createScriptEngine(): Promise<ScriptEngine> {
  engine ??= load()
  return engine
}

async function load(): Promise<ScriptEngine> {
  const here = import.meta.url
  const beside = join(dirname(fileURLToPath(here)), 'quickjs.wasm')
  const file = existsSync(beside) ? beside : createRequire(here).resolve('@jitl/quickjs-wasmfile-release-sync/wasm')
  const binary = await readFile(file)
  const wasmBinary = binary.buffer.slice(binary.byteOffset, binary.byteOffset + binary.byteLength)
  return newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmBinary }))
}
