// SPDX-License-Identifier: Apache-2.0
import { ServerRefusal } from '../terms/refusal.ts';

export async function orPortInUse<T>(port: number, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new ServerRefusal('recorder/port-in-use', { port }, error);
    throw error;
  }
}
