// SPDX-License-Identifier: Apache-2.0
/** What the exporter of a bundle says of it: read from its manifest, and repeated by the verdict. */
import type { Json } from '../bytes/canonical-json.ts';

export interface ManifestPerson {
  readonly name: string;
  readonly unit: string;
  /** Credential number. */
  readonly id: string;
}

/** What the exporter states; everything but the list of files. */
export interface BundleStatement {
  /** Origin line of the recorder's log. */
  readonly origin: string;
  /** What this is, for a reader. */
  readonly what: string;
  /** RFC 3339. */
  readonly made: string;
  /** The unit the recorder belongs to. */
  readonly unit: string;
  readonly cameras: readonly { readonly id: string; readonly name?: string }[];
  readonly from: string;
  readonly to: string;
  readonly purpose: string;
  readonly ground: string;
  /** Number of the legal instrument (调取通知书 …), where there is one. */
  readonly instrument?: string;
  /** Who asked: an authority or a person. */
  readonly requester?: string;
  readonly officers: readonly ManifestPerson[];
  /** Second person at the unit. */
  readonly approvedBy?: string;
  /** Access session that this export belongs to. */
  readonly session?: string;
  /** Opens `who` of the register entry: salt in base64url and the personal record. */
  readonly person?: { readonly salt: string; readonly record: Json };
}
