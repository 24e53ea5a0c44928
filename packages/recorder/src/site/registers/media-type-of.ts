// SPDX-License-Identifier: Apache-2.0
/** PDF, PNG and JPEG by their first bytes; nothing else is taken, least of all what a browser would run. */
export function mediaTypeOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (head.startsWith('%PDF-')) return 'application/pdf';
  if (head === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  return undefined;
}
