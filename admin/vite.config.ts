import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The API in development; in production it serves dist/admin itself. */
const API = 'http://localhost:4000'

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../dist/admin',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
  },
  server: {
    port: 5173,
    proxy: { '/graphql': API, '/documents': API, '/log/': API },
  },
})
