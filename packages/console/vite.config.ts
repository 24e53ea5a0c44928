// SPDX-License-Identifier: Apache-2.0
/** Builds the two consoles: `site` (recorder) and `desk` (platform with the public pages). verify.html has its own build. */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed, partsOfOfflinePage } from './ready-to-send.ts';

const recorder = process.env['MINGJING_RECORDER'] ?? 'http://127.0.0.1:8420';
const platform = process.env['MINGJING_PLATFORM'] ?? 'http://127.0.0.1:8430';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    partsOfOfflinePage('field-worker.js', ['/desk/field/page.tsx', '/desk/texts.ts', '/frame/room.ts']),
    compressed(),
  ],
  server: {
    proxy: {
      '/site-api': { target: recorder, ws: true, rewrite: (path) => path.replace('/site-api', '') },
      '/desk-api': { target: platform, rewrite: (path) => path.replace('/desk-api', '') },
    },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The map, which comes with its page only.
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      input: {
        site: resolve(import.meta.dirname, 'site/index.html'),
        desk: resolve(import.meta.dirname, 'desk/index.html'),
      },
    },
  },
});
