// SPDX-License-Identifier: Apache-2.0
/**
 * Recorders that wait on an open line, and how a process that orders something wakes those that wait at another: PostgreSQL's
 * NOTIFY, sent with the order's own transaction. A line that breaks loses nothing: who waits anew is looked up in the table.
 */
import pg from 'pg';
import type { Transaction } from '../database/scope.ts';

const channel = 'mingjing_recorder_call';
const reconnectMs = 2000;

/** Told when the transaction commits, to every process. */
export async function callRecorder(tx: Transaction, recorderId: string): Promise<void> {
  await tx.query('SELECT pg_notify($1, $2)', [channel, recorderId]);
}

export interface Calls {
  /** @returns true when the recorder was called within the time, false when it was not or the process stops */
  readonly wait: (recorderId: string, withinMs: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** @param ownerUrl one connection of its own, for as long as the process runs */
export function openCalls(ownerUrl: string, onFailure: (error: unknown) => void): Calls {
  const waiting = new Map<string, Set<(isCalled: boolean) => void>>();
  let client: pg.Client | undefined;
  let again: NodeJS.Timeout | undefined;
  let isClosed = false;
  const listen = async (): Promise<void> => {
    const mine = new pg.Client({ connectionString: ownerUrl, application_name: 'mingjing-calls' });
    client = mine;
    const lost = (error?: unknown) => {
      if (error !== undefined && !isClosed) onFailure(error);
      if (client !== mine || isClosed) return;
      client = undefined;
      again = setTimeout(() => void listen(), reconnectMs);
      mine.end().catch(() => undefined);
    };
    mine.on('error', lost);
    mine.on('end', () => lost());
    mine.on('notification', ({ payload }) => {
      for (const wake of waiting.get(payload ?? '') ?? []) wake(true);
    });
    try {
      await mine.connect();
      await mine.query(`LISTEN ${channel}`);
    } catch (error) {
      lost(error);
    }
  };
  const ready = listen();
  return {
    wait: (recorderId, withinMs) => {
      if (isClosed) return Promise.resolve(false);
      return new Promise((resolve) => {
        const mine = waiting.get(recorderId) ?? new Set();
        const wake = (isCalled: boolean) => {
          clearTimeout(timer);
          mine.delete(wake);
          if (mine.size === 0) waiting.delete(recorderId);
          resolve(isCalled);
        };
        const timer = setTimeout(() => wake(false), withinMs);
        waiting.set(recorderId, mine.add(wake));
      });
    },
    close: async () => {
      isClosed = true;
      clearTimeout(again);
      for (const each of [...waiting.values()]) for (const wake of [...each]) wake(false);
      await ready;
      await client?.end().catch(() => undefined);
    },
  };
}
