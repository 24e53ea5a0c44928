// SPDX-License-Identifier: Apache-2.0
/** A spreadsheet that is not read. The edge says it in the codes of its program. */
export class SheetRefusal extends Error {
  override readonly name = 'SheetRefusal';
  readonly kind: 'malformed' | 'too-large';
  /** What is wrong, or which bound is passed: a Chinese part of a sentence. */
  readonly reason: string;
  constructor(kind: SheetRefusal['kind'], reason: string, cause?: unknown) {
    super(`${kind}: ${reason}`, { cause });
    this.kind = kind;
    this.reason = reason;
  }
}
