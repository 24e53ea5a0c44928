// SPDX-License-Identifier: Apache-2.0
/** What a verifier brings along, read from files: keys, a policy, a checkpoint. */
import { readFile } from 'node:fs/promises';
import {
  type AlgorithmSuites,
  decodeUtf8,
  followHandovers,
  keysOfRing,
  type Policy,
  parseAddCheckpoint,
  parseCheckpoint,
  parseKeyRing,
  parsePolicy,
  parseVkey,
  type Trust,
  type VerifierKey,
} from '@mingjing/evidence';
import { UsageError } from '../command.ts';

export interface TrustFiles {
  /** vkey lines, a `keys.json`, or a tlog-policy. */
  readonly keys: readonly string[];
  /** A signed checkpoint, or an add-checkpoint body (`old`, consistency proof, checkpoint). */
  readonly checkpoint: string | undefined;
  readonly policy: string | undefined;
  readonly fingerprints: readonly string[];
}

/** @throws UsageError when a file is missing or not what it should be */
export async function readTrust(suites: AlgorithmSuites, files: TrustFiles): Promise<Trust> {
  const keys: VerifierKey[] = [];
  for (const path of files.keys) keys.push(...readKeys(suites, path, await readInput(path)));
  const policy =
    files.policy === undefined ? undefined : readPolicy(suites, files.policy, await readInput(files.policy));
  return {
    keys,
    ...(files.fingerprints.length > 0 && { fingerprints: files.fingerprints }),
    ...(policy && { policy }),
    ...(files.checkpoint !== undefined && {
      checkpoint: readCheckpoint(files.checkpoint, await readInput(files.checkpoint)),
    }),
  };
}

function readKeys(suites: AlgorithmSuites, path: string, bytes: Uint8Array): readonly VerifierKey[] {
  const ring = parseKeyRing(suites, bytes);
  if (ring) return followHandovers(suites, keysOfRing(suites, ring), ring.handovers ?? []);
  const policy = parsePolicy(suites, bytes);
  if (policy.kind === 'policy')
    return [...policy.policy.logs.map(({ key }) => key), ...policy.policy.witnesses.map(({ key }) => key)];
  const lines = (decodeUtf8(bytes) ?? '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const keys = lines.map((line) => parseVkey(suites, line));
  if (keys.length === 0 || keys.includes(undefined))
    throw new UsageError(
      `${path}：不是公钥文件（应为 vkey 行、keys.json 或 policy.txt） · not a key file (vkey lines, keys.json or policy.txt)`,
    );
  return keys as readonly VerifierKey[];
}

function readPolicy(suites: AlgorithmSuites, path: string, bytes: Uint8Array): Policy {
  const parsed = parsePolicy(suites, bytes);
  if (parsed.kind === 'policy') return parsed.policy;
  throw new UsageError(
    `${path}：第 ${parsed.line} 行不合 tlog-policy 格式 · line ${parsed.line} is not tlog-policy`,
  );
}

function readCheckpoint(path: string, bytes: Uint8Array): NonNullable<Trust['checkpoint']> {
  const request = parseAddCheckpoint(bytes);
  if (request) return request;
  const checkpoint = parseCheckpoint(bytes);
  if (checkpoint) return { checkpoint };
  throw new UsageError(`${path}：不是检查点 · not a signed checkpoint`);
}

async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UsageError(`${path}：读不出来 ${reason} · cannot be read`);
  }
}
