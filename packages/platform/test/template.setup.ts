// SPDX-License-Identifier: Apache-2.0
/** A folder for one run of the tests, where the first world leaves its cluster for those after it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

let directory: string;

export function setup(project: TestProject): void {
  directory = mkdtempSync(join(tmpdir(), 'mingjing-templates-'));
  project.provide('platformTemplates', directory);
}

export function teardown(): void {
  rmSync(directory, { recursive: true, force: true });
}
