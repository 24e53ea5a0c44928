// SPDX-License-Identifier: Apache-2.0
/** What whole processes cost, from /proc: nobody's own word for it. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

export type Cost = {
  readonly cpuSeconds: number;
  readonly rssBytes: number;
  /** Shared pages divided among those who share them; the fair sum over many processes. */
  readonly pssBytes: number;
  readonly writtenBytes: number;
};

/** USER_HZ; 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Cost so far of some processes with all their living descendants; a process that has gone counts nothing. */
export function costOf(roots: readonly number[]): Cost {
  const total = { cpuSeconds: 0, rssBytes: 0, pssBytes: 0, writtenBytes: 0 };
  for (const pid of withDescendants(roots)) {
    const fields = statFields(pid);
    if (!fields) continue;
    total.cpuSeconds += (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    total.rssBytes += kilobytes(read(`/proc/${pid}/smaps_rollup`), 'Rss');
    total.pssBytes += kilobytes(read(`/proc/${pid}/smaps_rollup`), 'Pss');
    total.writtenBytes += Number(/^write_bytes: (\d+)/m.exec(read(`/proc/${pid}/io`))?.[1] ?? 0);
  }
  return total;
}

/** CPU seconds that this machine has been busy since it started, all cores together. */
export function machineBusySeconds(): number {
  const [, user, nice, system, , , irq, softirq, steal] = (
    /^cpu .*$/m.exec(read('/proc/stat'))?.[0] ?? ''
  ).split(/\s+/);
  return (
    [user, nice, system, irq, softirq, steal].reduce((sum, ticks) => sum + Number(ticks), 0) /
    TICKS_PER_SECOND
  );
}

function withDescendants(roots: readonly number[]): Set<number> {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? statFields(Number(name)) : undefined;
    if (fields) parents.set(Number(name), Number(fields[1]));
  }
  const family = new Set(roots);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [pid, parent] of parents) {
      if (!family.has(parent) || family.has(pid)) continue;
      family.add(pid);
      grown = true;
    }
  }
  return family;
}

/** Fields of /proc/PID/stat behind the name, which may hold spaces: state, parent, … utime at 11, stime at 12. */
function statFields(pid: number): string[] | undefined {
  const text = read(`/proc/${pid}/stat`);
  return text === '' ? undefined : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function kilobytes(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1024;
}

/** A process may end between listing and reading. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
