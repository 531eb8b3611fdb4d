import { existsSync } from 'node:fs'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const renderer = path.join(import.meta.dirname, 'renderer')

/** One page a kind of window: the workplace windows, the hidden window that sounds alarms, the page that is printed, the page of a window in trouble, the gallery of widgets. */
const pages = ['index.html', 'sound.html', 'print.html', 'trouble.html', 'gallery.html'].filter((page) =>
  existsSync(path.join(renderer, page)),
)

export default defineConfig({
  root: renderer,
  base: './', // the same files are served by app:// in the console and by HTTP to a browser seat
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: path.join(import.meta.dirname, 'out/renderer'),
    emptyOutDir: true,
    target: 'chrome114', // the oldest Electron that we test with
    assetsInlineLimit: 0, // the content security policy allows no data: fonts, workers or styles
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000, // read from disk or a local network, not over the internet
    rolldownOptions: { input: pages.map((page) => path.join(renderer, page)) },
  },
})
