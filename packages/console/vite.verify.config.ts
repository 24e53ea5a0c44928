// SPDX-License-Identifier: Apache-2.0
/** Builds verify.html: one file that needs no network and runs from a USB stick. */
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

export default defineConfig({
  root: resolve(import.meta.dirname, 'src/verify'),
  plugins: [viteSingleFile({ removeViteModuleLoader: true })],
  build: {
    outDir: resolve(import.meta.dirname, 'dist'),
    // The two consoles are built beside it.
    emptyOutDir: false,
    target: 'es2022',
    rollupOptions: { input: resolve(import.meta.dirname, 'src/verify/verify.html') },
  },
});
