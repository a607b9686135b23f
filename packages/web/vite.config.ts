// SPDX-License-Identifier: Apache-2.0
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // the content security policy allows no inline script and no data: script
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    // the hub's bench reads which files the first view needs
    manifest: true,
  },
  server: { proxy: { '/api': 'http://localhost:8080' } },
})
