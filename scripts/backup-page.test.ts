// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { readBackupList, renderBackupList } from './backup-page.ts';

test('the manual lists what the store declares', () => {
  expect(readBackupList(), 'write it again: node scripts/backup-page.ts').toBe(renderBackupList());
});
