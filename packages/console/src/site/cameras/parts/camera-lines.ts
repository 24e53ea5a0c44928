// SPDX-License-Identifier: Apache-2.0
/** Lines of cameras as people write or paste them: name, address, group, between commas of any width or tabs. */

export interface CameraLine {
  /** From 1, of the text as given. */
  readonly line: number;
  readonly text: string;
  readonly name: string | undefined;
  /** Undefined: no cell of the line is an address. */
  readonly url: string | undefined;
  readonly group: string | undefined;
}

export function parseCameraLines(text: string): readonly CameraLine[] {
  return text.split(/\r?\n/).flatMap((written, at) => {
    const cells = written.split(/[,，\t]/).map((cell) => cell.trim());
    if (cells.every((cell) => cell === '')) return [];
    const place = cells.findIndex((cell) => /^rtsps?:\/\//i.test(cell));
    const url = place < 0 ? undefined : cells[place];
    const [name, group] = cells.filter((_, index) => index !== place);
    return [{ line: at + 1, text: written, name: name || undefined, url, group: group || undefined }];
  });
}
