// SPDX-License-Identifier: Apache-2.0
/** Whom to trust, in one readable file (C2SP tlog-policy): log keys, witnesses, groups, quorum. */
import type { AlgorithmSuites } from '../algorithms.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/octets.ts';
import { encodeVkey, parseVkey, type VerifierKey } from './vkey.ts';

/** Lines of each kind read at most. */
const maxLines = 256;

export interface PolicyWitness {
  /** Used only inside the policy. */
  readonly name: string;
  readonly key: VerifierKey;
  readonly url?: string;
}

export interface PolicyGroup {
  readonly name: string;
  /** Members that must have witnessed. */
  readonly threshold: number;
  readonly members: readonly string[];
}

export interface Policy {
  readonly logs: readonly { readonly key: VerifierKey; readonly url?: string }[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  /** A witness, a group, or `none`. */
  readonly quorum: string;
}

export type ParsedPolicy =
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'malformed' /** From 1; 0 for the file as a whole. */; readonly line: number };

/** A policy for one log whose checkpoints need any `quorum` of the witnesses (0: none). */
export function createPolicy(
  logs: readonly VerifierKey[],
  witnesses: readonly PolicyWitness[],
  quorum: number,
): Policy {
  const members = witnesses.map(({ name }) => name);
  const single = quorum === 1 && members.length === 1 ? members[0] : undefined;
  const groups = quorum === 0 || single ? [] : [{ name: 'witnesses', threshold: quorum, members }];
  const name = quorum === 0 ? 'none' : (single ?? 'witnesses');
  return { logs: logs.map((key) => ({ key })), witnesses, groups, quorum: name };
}

export function encodePolicy(policy: Policy): Uint8Array {
  const url = (value: string | undefined): string => (value === undefined ? '' : ` ${value}`);
  const lines = [
    ...policy.logs.map((log) => `log ${encodeVkey(log.key)}${url(log.url)}`),
    ...policy.witnesses.map(
      (witness) => `witness ${witness.name} ${encodeVkey(witness.key)}${url(witness.url)}`,
    ),
    ...policy.groups.map((group) => `group ${group.name} ${group.threshold} ${group.members.join(' ')}`),
    `quorum ${policy.quorum}`,
  ];
  return encodeUtf8(`${lines.join('\n')}\n`);
}

/** Never throws. Keys of kinds this package does not know make the line malformed. */
export function parsePolicy(suites: AlgorithmSuites, bytes: Uint8Array): ParsedPolicy {
  const text = decodeUtf8(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification allows only tab and newline
  if (text === undefined || /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text))
    return { kind: 'malformed', line: 0 };
  const reader = new PolicyReader(suites);
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    if (words.length === 0 || words[0]!.startsWith('#')) continue;
    if (!reader.take(words)) return { kind: 'malformed', line: at + 1 };
  }
  const policy = reader.finish();
  return policy ? { kind: 'policy', policy } : { kind: 'malformed', line: 0 };
}

class PolicyReader {
  readonly #suites: AlgorithmSuites;
  readonly #logs: { key: VerifierKey; url?: string }[] = [];
  readonly #witnesses: PolicyWitness[] = [];
  readonly #groups: PolicyGroup[] = [];
  readonly #names = new Set<string>();
  readonly #members = new Set<string>();
  readonly #keys = new Set<string>();
  #quorum: string | undefined;

  constructor(suites: AlgorithmSuites) {
    this.#suites = suites;
  }

  take(words: readonly string[]): boolean {
    if (this.#keys.size + this.#groups.length > maxLines) return false;
    const [kind, ...rest] = words;
    switch (kind) {
      case 'log':
        return this.#takeLog(rest);
      case 'witness':
        return this.#takeWitness(rest);
      case 'group':
        return this.#takeGroup(rest);
      case 'quorum':
        return this.#takeQuorum(rest);
      default:
        return false;
    }
  }

  finish(): Policy | undefined {
    if (this.#quorum === undefined) return undefined;
    return { logs: this.#logs, witnesses: this.#witnesses, groups: this.#groups, quorum: this.#quorum };
  }

  #takeLog([vkey, url, ...more]: readonly string[]): boolean {
    const key = vkey === undefined ? undefined : parseVkey(this.#suites, vkey);
    if (!key || key.kind === 'cosignature-v1' || more.length > 0 || !this.#isNewKey(key)) return false;
    this.#logs.push({ key, ...(url !== undefined && { url }) });
    return true;
  }

  #takeWitness([name, vkey, url, ...more]: readonly string[]): boolean {
    const key = vkey === undefined ? undefined : parseVkey(this.#suites, vkey);
    if (name === undefined || key?.kind !== 'cosignature-v1' || more.length > 0) return false;
    if (!this.#isNewName(name) || !this.#isNewKey(key)) return false;
    this.#witnesses.push({ name, key, ...(url !== undefined && { url }) });
    return true;
  }

  #takeGroup([name, threshold, ...members]: readonly string[]): boolean {
    const needed =
      threshold === 'all'
        ? members.length
        : threshold === 'any'
          ? 1
          : /^[1-9]\d{0,3}$/.test(threshold ?? '')
            ? Number(threshold)
            : 0;
    if (name === undefined || needed < 1 || needed > members.length) return false;
    for (const member of members) {
      // Each name counts in one group only, and must be defined above.
      if (!this.#names.has(member) || this.#members.has(member)) return false;
      this.#members.add(member);
    }
    if (!this.#isNewName(name)) return false;
    this.#groups.push({ name, threshold: needed, members });
    return true;
  }

  #takeQuorum([name, ...more]: readonly string[]): boolean {
    if (name === undefined || more.length > 0 || this.#quorum !== undefined) return false;
    if (name !== 'none' && !this.#names.has(name)) return false;
    this.#quorum = name;
    return true;
  }

  #isNewName(name: string): boolean {
    if (name === 'none' || this.#names.has(name)) return false;
    this.#names.add(name);
    return true;
  }

  /** Two keys are the same if the public key is, whatever their names. */
  #isNewKey(key: VerifierKey): boolean {
    const identity = key.publicKey.join();
    if (this.#keys.has(identity)) return false;
    this.#keys.add(identity);
    return true;
  }
}

/** Whether these co-signers satisfy the policy. */
export function meetsQuorum(policy: Policy, cosigners: readonly VerifierKey[]): boolean {
  // The whole key: its id has four bytes, which somebody patient can meet.
  const ids = new Set(cosigners.map(encodeVkey));
  const met = new Set<string>(['none']);
  for (const { name, key } of policy.witnesses) if (ids.has(encodeVkey(key))) met.add(name);
  // Groups stand in order of definition, so members are decided before the group.
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter((member) => met.has(member)).length >= threshold) met.add(name);
  }
  return met.has(policy.quorum);
}
