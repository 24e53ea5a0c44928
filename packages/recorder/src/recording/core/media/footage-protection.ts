// SPDX-License-Identifier: Apache-2.0
/**
 * Whether footage is encrypted at rest, to which key, and which keys are open: settled once when a store is opened.
 * Recording never waits for a secret; what is locked is not shown until the start secret is there.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseEntry } from '@mingjing/evidence';
import { RecorderError } from '../../../errors.ts';
import type { OpenStore } from '../../opening/open-store.ts';
import { type Disk, errorCode } from '../../store/disk.ts';
import { type KeptFootageKey, readFootageKeys } from '../../store/footage-key.ts';
import { readIdentity } from '../../store/identity.ts';
import { mountPointOf, stateDirectory } from '../../store/mount-memory.ts';
import type { FootageSealing } from '../../store/seal/seal-segment.ts';
import type { FootageOptions } from '../recorder-core.ts';
import type { Spoken } from '../spoken.ts';
import { FootageKeys, makeFootageKey, unwrapFootageKey } from './footage-keys.ts';

/**
 * Whether a store that a server makes now is encrypted without being asked: by what it costs (bench/README.md,
 * "recorder, encrypted").
 */
const encryptsNewStores = false;

export type FootageProtection = {
  /** To whom footage is encrypted now; undefined: it is not. */
  readonly sealing: FootageSealing | undefined;
  readonly keys: FootageKeys;
  /** Footage keys that did not open, or are gone. */
  readonly locked: readonly string[];
  /** The key that was just made. */
  readonly made: string | undefined;
  /** The start secret lies on the disk it should protect. */
  readonly isSecretBeside: boolean;
};

/**
 * @throws RecorderError `recorder/footage-cipher-missing`, `recorder/footage-key-unusable`,
 *   `recorder/start-secret-unusable`
 */
export async function protectFootage(
  store: OpenStore,
  options: FootageOptions,
  nowMs: number,
): Promise<FootageProtection> {
  const { disk, directory, identity, seal } = store;
  const isNational = identity.suite === 'sm3-sm2';
  // Node's OpenSSL has no SM4-GCM, and a store of the national algorithms is not encrypted with others.
  if (isNational && options.encrypt)
    throw new RecorderError('recorder/footage-cipher-missing', { directory });
  const kept = await readFootageKeys(disk, directory, seal);
  const lastKey = await lastSealedKey(store);
  const isSealedSoFar = kept.length > 0 || lastKey !== undefined;
  const wanted = options.encrypt ?? (isSealedSoFar || (store.made && encryptsNewStores && !isNational));
  const ours = kept.find(({ isOurs }) => isOurs);
  const secret = await findStartSecret(identity.storeId, options, wanted && !ours);
  const isSecretBeside = secret?.file !== undefined && (await isOnSameDisk(secret.file, directory));
  const made = wanted && !ours && secret ? await makeFootageKey(store, secret.bytes, nowMs) : undefined;
  const keys = made ? [made, ...kept] : kept;
  const opened = openKeys(keys, secret?.bytes);
  return {
    sealing: wanted ? sealingOf(made ?? ours) : undefined,
    keys: new FootageKeys([...opened.values()]),
    locked: [
      ...keys.filter(({ id }) => !opened.has(id)).map(({ id }) => id),
      ...(lastKey !== undefined && !keys.some(({ id }) => id === lastKey) ? [lastKey] : []),
    ],
    made: made?.id,
    isSecretBeside: keys.length > 0 && isSecretBeside,
  };
}

/** How far back the log is asked how footage was kept. */
const entriesAsked = 5000;

/**
 * The footage key of the newest segment, by the log: a store whose key was taken away does not quietly go on in the clear.
 *
 * @returns undefined where the newest segment is plain, or there is none
 */
async function lastSealedKey({ log }: Pick<OpenStore, 'log'>): Promise<string | undefined> {
  for (let at = log.size() - 1; at >= Math.max(0, log.size() - entriesAsked); at--) {
    const bytes = await log.entryIfWhole(at);
    const parsed = bytes && parseEntry(bytes);
    if (parsed?.kind === 'entry' && parsed.entry.type === 'segment') return parsed.entry.sealed?.key;
  }
  return undefined;
}

/** For a store that nobody records into: whatever opens with the start secret. */
export async function openFootageKeys(
  disk: Disk,
  directory: string,
  options: FootageOptions,
): Promise<FootageKeys> {
  const keys = await readFootageKeys(disk, directory);
  if (keys.length === 0) return new FootageKeys([]);
  const { storeId } = await readIdentity(disk, directory);
  const secret = await findStartSecret(storeId, options, false);
  return new FootageKeys([...openKeys(keys, secret?.bytes).values()]);
}

/** A change of what is done stands in the log; what cannot be opened is an alarm. */
export async function sayProtection(
  { state }: Pick<OpenStore, 'state'>,
  { sealing, locked, made, isSecretBeside }: FootageProtection,
  { say, alarm, append }: Spoken,
): Promise<void> {
  const now = sealing ? 1 : 0;
  const before = state.fact('footage-sealed') ?? 0;
  if (made !== undefined) await append({ type: 'config', what: 'footage-key', by: 'start', after: made });
  if (now !== before) {
    const words = (value: number) => (value === 1 ? 'on' : 'off');
    const change = { before: words(before), after: words(now) };
    await append({ type: 'config', what: 'footage-encryption', by: 'start', ...change });
    state.setFact('footage-sealed', now);
  }
  alarm('footage-locked', 'footage', locked.length > 0, { keys: locked.join(', ') });
  if (isSecretBeside)
    say(
      'warn',
      'the start secret lies on the same disk as the footage it protects: a copy of the disk opens it',
      {},
    );
}

function sealingOf(key: KeptFootageKey | undefined): FootageSealing | undefined {
  return key && { publicKey: key.publicKey, keyId: key.keyId };
}

function openKeys(
  keys: readonly KeptFootageKey[],
  secret: Uint8Array | undefined,
): ReadonlyMap<string, Uint8Array> {
  const opened = new Map<string, Uint8Array>();
  if (!secret) return opened;
  for (const key of keys) {
    const raw = unwrapFootageKey(key, secret);
    if (raw) opened.set(key.id, raw);
  }
  return opened;
}

/** Typed, from a file, or from where it is looked for; undefined where there is none. */
export async function readStartSecret(
  storeId: string,
  options: FootageOptions,
): Promise<Uint8Array | undefined> {
  return (await findStartSecret(storeId, options, false))?.bytes;
}

type StartSecret = { readonly bytes: Uint8Array; readonly file: string | undefined };

const credentialName = 'mingjing-start-secret';

/**
 * Typed by a person; else from the file that the configuration or `MINGJING_START_SECRET_FILE` names; else a systemd
 * credential (which a TPM may have sealed); else from the state directory, where one is made when a key is made.
 */
async function findStartSecret(
  storeId: string,
  options: FootageOptions,
  make: boolean,
): Promise<StartSecret | undefined> {
  if (options.startSecret) return { bytes: options.startSecret, file: undefined };
  const { MINGJING_START_SECRET_FILE, CREDENTIALS_DIRECTORY } = process.env;
  const named = options.startSecretFile ?? MINGJING_START_SECRET_FILE;
  if (named) return { bytes: await readSecret(named), file: named };
  if (CREDENTIALS_DIRECTORY) {
    const credential = await readIfThere(join(CREDENTIALS_DIRECTORY, credentialName));
    if (credential) return { bytes: credential, file: undefined };
  }
  const file = join(stateDirectory(), `start-secret-${storeId}`);
  const found = await readIfThere(file);
  if (found) return { bytes: found, file };
  if (!make) return undefined;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return { bytes: await readSecret(file), file };
}

async function readSecret(file: string): Promise<Uint8Array> {
  const bytes = await readIfThere(file).catch((error: unknown) => {
    throw new RecorderError('recorder/start-secret-unusable', { file, reason: errorCode(error) }, error);
  });
  if (!bytes) throw new RecorderError('recorder/start-secret-unusable', { file, reason: 'ENOENT' });
  return bytes;
}

/** A line break at the end is not part of a secret: an editor puts it there. */
async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    const text = await readFile(file);
    const end = text.at(-1) === 10 ? (text.at(-2) === 13 ? 2 : 1) : 0;
    const bytes = new Uint8Array(text.subarray(0, text.length - end));
    if (bytes.length === 0)
      throw new RecorderError('recorder/start-secret-unusable', { file, reason: '0 B' });
    return bytes;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function isOnSameDisk(file: string, directory: string): Promise<boolean> {
  const [mine, data] = [await mountPointOf(file), await mountPointOf(directory)];
  return mine !== undefined && mine === data;
}
