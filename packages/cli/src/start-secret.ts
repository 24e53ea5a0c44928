// SPDX-License-Identifier: Apache-2.0
import type { FootageOptions } from '@mingjing/recorder';

/** `--start-secret FILE` of a command that opens encrypted footage; absent: where the recorder looks for it. */
export function startSecretOf(file: string | undefined): FootageOptions {
  return file === undefined ? {} : { startSecretFile: file };
}
