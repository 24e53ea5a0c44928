// SPDX-License-Identifier: Apache-2.0
import { type Command, UsageError } from '../command.ts';

export const command: Command = {
  summary: '尚未完成 not built yet',
  help: '尚未完成 not built yet',
  run: () => Promise.reject(new UsageError('reindex: 尚未完成 not built yet')),
};
