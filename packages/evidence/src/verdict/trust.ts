// SPDX-License-Identifier: Apache-2.0
/** What the verifier brings along, and what signatures are worth in its light. */
import type { AlgorithmSuites, Hash } from '../algorithms.ts';
import { encodeHex } from '../bytes/octets.ts';
import { type SignedCheckpoint, verifyCheckpoint } from '../checkpoint/checkpoint.ts';
import { followHandovers } from '../checkpoint/key-ring.ts';
import { meetsQuorum, type Policy } from '../checkpoint/policy.ts';
import { encodeVkey, fingerprintOfKey, type VerifierKey } from '../checkpoint/vkey.ts';

/** Everything that does not come from what is being verified. */
export interface Trust {
  /** Keys of recorders and witnesses that the verifier got elsewhere. */
  readonly keys: readonly VerifierKey[];
  /** Fingerprints of log keys, as printed (spaces and case do not matter). */
  readonly fingerprints?: readonly string[];
  readonly policy?: Policy;
  /** A checkpoint got elsewhere, with a consistency proof if it is of another size. */
  readonly checkpoint?: {
    readonly checkpoint: SignedCheckpoint;
    readonly oldSize?: number;
    readonly path?: readonly Hash[];
  };
}

export const noTrust: Trust = { keys: [] };

/** `self-consistent` < `known-recorder` < `witnessed`; `none` when something is broken. */
export const ranks = ['none', 'self-consistent', 'known-recorder', 'witnessed'] as const;
export type Rank = (typeof ranks)[number];

export interface WitnessMark {
  readonly name: string;
  /** When it signed, epoch milliseconds. */
  readonly atMs: number;
}

export type MissingMatch = 'policy-not-met' | 'witness-not-found' | 'log-not-in-policy';

export type SignerVerdict =
  | {
      readonly kind: 'signed';
      readonly rank: Exclude<Rank, 'none'>;
      /** Keys of the log whose signatures hold. */
      readonly by: readonly VerifierKey[];
      /** Witnesses the verifier knows. */
      readonly witnesses: readonly WitnessMark[];
      /** Witnesses known from the material itself only. */
      readonly unknownWitnesses: readonly WitnessMark[];
      /** What the verifier brought along and found no match for: each makes the answer no. */
      readonly missing: readonly MissingMatch[];
    }
  | { readonly kind: 'signature-broken'; readonly key: VerifierKey }
  /** Keys were given, but the signature is of another. */
  | { readonly kind: 'wrong-key'; readonly found: readonly VerifierKey[] }
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'no-key' };

/**
 * Who vouches for a checkpoint.
 *
 * @param ownKeys keys from the bundle or the store itself, hand-overs followed
 * @param knownKeys {@link keysKnownOutside}
 * @param handovers notes by which a given key leads to the one that signed
 */
export function judgeSigner(
  suites: AlgorithmSuites,
  checkpoint: SignedCheckpoint,
  ownKeys: readonly VerifierKey[],
  knownKeys: readonly VerifierKey[],
  trust: Trust,
  handovers: readonly string[] = [],
): SignerVerdict {
  const known = new Map(knownKeys.map((key) => [encodeVkey(key), key]));
  const all = new Map([...ownKeys.map((key) => [encodeVkey(key), key] as const), ...known]);
  if (all.size === 0) return { kind: 'no-key' };
  const verdict = verifyCheckpoint(suites, checkpoint, [...all.values()]);
  if (verdict.kind !== 'signed') return verdict;

  const isKnown = (key: VerifierKey): boolean => known.has(encodeVkey(key));
  const marks = (isOfKnown: boolean): readonly WitnessMark[] =>
    verdict.witnesses
      .filter(({ key }) => isKnown(key) === isOfKnown)
      .map(({ key, timeS }) => ({ name: key.name, atMs: timeS * 1000 }));
  const witnesses = marks(true);
  if (lacksGivenKey(suites, verdict.by, ownKeys, trust, handovers))
    return { kind: 'wrong-key', found: verdict.by };
  const isKnownSigner = verdict.by.some(isKnown);
  const missing = missingMatches(suites, verdict, trust, handovers);
  const rank =
    witnesses.length > 0 && missing.length === 0
      ? 'witnessed'
      : isKnownSigner
        ? 'known-recorder'
        : 'self-consistent';
  return { kind: 'signed', rank, by: verdict.by, witnesses, unknownWitnesses: marks(false), missing };
}

/** Whoever names log keys or fingerprints wants one of each list among the signers; hand-overs are followed. */
function lacksGivenKey(
  suites: AlgorithmSuites,
  by: readonly VerifierKey[],
  ownKeys: readonly VerifierKey[],
  trust: Trust,
  handovers: readonly string[],
): boolean {
  const given = trust.keys.filter((key) => key.kind !== 'cosignature-v1');
  const printed = [...ownKeys, ...given].filter((key) => isKnownByFingerprint(suites, key, trust));
  const lacks = (keys: readonly VerifierKey[]): boolean => {
    const known = followHandovers(suites, keys, handovers);
    return !by.some((key) => isAmong(known, key));
  };
  return (given.length > 0 && lacks(given)) || ((trust.fingerprints?.length ?? 0) > 0 && lacks(printed));
}

/** A policy must be met by its own logs and witnesses; a witness key given must have co-signed. */
function missingMatches(
  suites: AlgorithmSuites,
  verdict: Extract<ReturnType<typeof verifyCheckpoint>, { kind: 'signed' }>,
  { keys, policy }: Trust,
  handovers: readonly string[],
): readonly MissingMatch[] {
  const missing: MissingMatch[] = [];
  const cosigned = verdict.witnesses.map(({ key }) => key);
  const wanted = keys.filter((key) => key.kind === 'cosignature-v1');
  if (wanted.length > 0 && !wanted.some((key) => isAmong(cosigned, key))) missing.push('witness-not-found');
  if (!policy) return missing;
  const logs = followHandovers(
    suites,
    policy.logs.map(({ key }) => key),
    handovers,
  );
  if (logs.length > 0 && !verdict.by.some((key) => isAmong(logs, key))) missing.push('log-not-in-policy');
  if (!meetsQuorum(policy, cosigned)) missing.push('policy-not-met');
  return missing;
}

function isAmong(keys: readonly VerifierKey[], key: VerifierKey): boolean {
  return keys.some((one) => encodeVkey(one) === encodeVkey(key));
}

/**
 * Keys the verifier can tie to something got elsewhere: given whole, by fingerprint, or by a checkpoint they signed;
 * and every key these were handed over to.
 */
export function keysKnownOutside(
  suites: AlgorithmSuites,
  trust: Trust,
  ownKeys: readonly VerifierKey[],
  handovers: readonly string[],
): readonly VerifierKey[] {
  const known = [
    ...trust.keys,
    ...(trust.policy?.logs ?? []).map(({ key }) => key),
    ...(trust.policy?.witnesses ?? []).map(({ key }) => key),
    ...ownKeys.filter((key) => isKnownByFingerprint(suites, key, trust)),
    ...keysProvenByCheckpoint(suites, ownKeys, trust),
  ];
  return followHandovers(suites, known, handovers);
}

/** The first eight groups of four digits, or the whole hash, or the key id. */
function isKnownByFingerprint(suites: AlgorithmSuites, key: VerifierKey, trust: Trust): boolean {
  const plain = (text: string): string => text.replaceAll(/[^0-9A-Fa-f]/g, '').toUpperCase();
  const fingerprint = plain(fingerprintOfKey(suites, key));
  return (trust.fingerprints ?? []).some((given) => plain(given) === fingerprint);
}

/** A key that signed the checkpoint the verifier got elsewhere is as known as that checkpoint. */
function keysProvenByCheckpoint(
  suites: AlgorithmSuites,
  ownKeys: readonly VerifierKey[],
  trust: Trust,
): readonly VerifierKey[] {
  if (!trust.checkpoint) return [];
  const verdict = verifyCheckpoint(suites, trust.checkpoint.checkpoint, ownKeys);
  return verdict.kind === 'signed' ? verdict.by : [];
}

/** What people call a key on screen: name and fingerprint. */
export function describeKey(suites: AlgorithmSuites, key: VerifierKey): string {
  return `${key.name} ${fingerprintOfKey(suites, key)}`;
}

/** For machine-readable reports. */
export function reportKey(suites: AlgorithmSuites, key: VerifierKey): Readonly<Record<string, string>> {
  return {
    name: key.name,
    kind: key.kind,
    vkey: encodeVkey(key),
    fingerprint: fingerprintOfKey(suites, key),
    publicKey: encodeHex(key.publicKey),
  };
}
