// SPDX-License-Identifier: Apache-2.0
/** Bundle step 7: what the manifest says of the request is what the register entry in the log says. */
import { decodeBase64Url } from '../bytes/base64.ts';
import { hashOfPerson } from '../entry/encode-entry.ts';
import type { AccessEntry } from '../entry/entry.ts';
import { EvidenceError } from '../errors.ts';
import { createFinding } from '../verdict/finding.ts';
import type { BundleCheck } from './bundle-check.ts';
import type { BundleManifest } from './manifest.ts';

export function checkRegister(check: BundleCheck): void {
  const { manifest } = check;
  if (!manifest || !check.checkpoint) return;
  const found = [...check.entries].filter(
    ([, entry]) =>
      entry.type === 'access' &&
      entry.kind === 'export' &&
      (manifest.session === undefined || entry.session === manifest.session),
  ) as [number, AccessEntry][];
  if (found.length === 0) {
    check.findings.add(createFinding('register-missing'));
    return;
  }
  for (const [index, entry] of found)
    for (const field of differingFields(check, manifest, entry))
      check.findings.add(createFinding('register-differs', { index }, { field }));
}

/** The register must cover what was handed out; it may cover more. */
function differingFields(
  check: BundleCheck,
  manifest: BundleManifest,
  entry: AccessEntry,
): readonly string[] {
  const fields: string[] = [];
  if (entry.purpose !== manifest.purpose) fields.push('purpose');
  if (entry.ground !== manifest.ground) fields.push('ground');
  if (!manifest.cameras.every(({ id }) => entry.cameras.includes(id))) fields.push('cameras');
  if (manifest.from < entry.from) fields.push('from');
  if (manifest.to > entry.to) fields.push('to');
  if (manifest.person && !isPerson(check, manifest.person, entry.who)) fields.push('person');
  return fields;
}

function isPerson(check: BundleCheck, person: NonNullable<BundleManifest['person']>, who: string): boolean {
  const salt = decodeBase64Url(person.salt);
  if (!salt) return false;
  try {
    return hashOfPerson(check.algorithms, salt, person.record) === who;
  } catch (error) {
    if (error instanceof EvidenceError) return false;
    throw error;
  }
}
