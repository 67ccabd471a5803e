import fs from 'node:fs'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** The API in development; in production it serves dist/admin itself. */
const API = 'http://localhost:4000'

const PDFJS = path.join(import.meta.dirname, '../node_modules/pdfjs-dist')

/** What the pdf viewer loads by name at run time: Chinese character maps, standard fonts, decoders of scanned pages. */
function pdfAssets(): Plugin {
  return {
    name: 'pdf-assets',
    apply: 'build',
    generateBundle() {
      for (const folder of ['cmaps', 'standard_fonts', 'wasm'])
        for (const name of fs.readdirSync(path.join(PDFJS, folder)))
          this.emitFile({
            type: 'asset',
            fileName: `assets/pdfjs/${folder}/${name}`,
            source: fs.readFileSync(path.join(PDFJS, folder, name)),
          })
    },
  }
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), pdfAssets()],
  build: {
    outDir: '../dist/admin',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
  },
  server: {
    port: 5173,
    proxy: { '/graphql': API, '/documents': API, '/files': API, '/log/': API },
  },
})
