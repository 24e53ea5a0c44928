// SPDX-License-Identifier: Apache-2.0
/**
 * An official document as a list of blocks. One description, two renderings: PDF/A for the file and DOCX for
 * the office that must edit. Nothing here knows about law; a paper in `papers/` turns facts into blocks.
 */

/** A cell or paragraph. Long hashes may break anywhere; set `mono` for them. */
export interface Cell {
  readonly text: string;
  readonly mono?: boolean;
}

export type Block =
  /** Running text, first line indented by two characters as official documents do. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly indent?: boolean }
  | { readonly kind: 'heading'; readonly text: string }
  /** A form: label and value, one or two pairs to a row. */
  | {
      readonly kind: 'fields';
      readonly perRow: 1 | 2;
      readonly rows: readonly (readonly [label: string, value: string | Cell])[];
    }
  /** A list with a head; `widths` are relative. */
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly widths: readonly number[];
      readonly rows: readonly (readonly (string | Cell)[])[];
      /** What stands instead of rows when there are none. */
      readonly empty: string;
    }
  /** Places to sign or seal, side by side, each with an empty line for the date. */
  | { readonly kind: 'signatures'; readonly places: readonly string[] }
  /** Who issues and when, right-aligned above an area kept free for the seal. */
  | { readonly kind: 'issuer'; readonly name: string; readonly on: string }
  /** Code and QR by which anyone checks the paper. */
  | { readonly kind: 'verification'; readonly code: string; readonly url: string; readonly hint: string }
  | { readonly kind: 'note'; readonly text: string };

export interface OfficialDocument {
  /** Title, centred, 2号. */
  readonly title: string;
  /** Document number such as 演公技备〔2026〕12号; absent where the paper has none. */
  readonly number?: string;
  readonly orientation?: 'portrait' | 'landscape';
  /** Body size: `document` = 3号 (16 pt) as GB/T 9704, `form` = 小四 (12 pt) for dense forms. */
  readonly density: 'document' | 'form';
  /** Carries 草稿 across every page: it cites a text that nobody compared with the gazette. */
  readonly draft?: boolean;
  readonly blocks: readonly Block[];
}
