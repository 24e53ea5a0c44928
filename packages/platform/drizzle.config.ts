// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate` in this folder writes the next migration; row policies are added by hand. */
export default defineConfig({
  dialect: 'postgresql',
  schema: ['./src/*/tables.ts', './src/people/auth-tables.ts'],
  out: './migrations',
});
