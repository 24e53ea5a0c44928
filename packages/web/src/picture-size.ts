// SPDX-License-Identifier: Apache-2.0
/**
 * How large a picture says it is. A file of a few kilobytes can open to gigabytes of pixels in the browser of whoever
 * looks at it; we never open it ourselves.
 */

/** A camera of 60 megapixels, or an A3 page at 600 dots an inch. */
const mostPixels = 80_000_000;
const mostSide = 20_000;

/** @returns undefined when it is neither PNG nor JPEG, or its head is not there */
export function pictureSize(
  bytes: Uint8Array,
): { readonly width: number; readonly height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  // PNG: IHDR is the first chunk, its width and height its first eight bytes.
  if (head === '\x89PNG\r\n\x1a\n')
    return bytes.length < 24 ? undefined : { width: view.getUint32(16), height: view.getUint32(20) };
  return head.startsWith('\xff\xd8\xff') ? sizeOfJpeg(view) : undefined;
}

/** ITU-T T.81 B.1: markers with their lengths, up to the frame header (SOF, all but DHT, JPG and DAC). */
function sizeOfJpeg(view: DataView): { readonly width: number; readonly height: number } | undefined {
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    // Fill bytes, and markers without a length.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return undefined;
}

/** What is refused at an upload, in words of both languages; undefined: nothing. */
export function pictureRefusal(bytes: Uint8Array): string | undefined {
  const size = pictureSize(bytes);
  if (!size) return undefined;
  const { width, height } = size;
  const isTooLarge = width > mostSide || height > mostSide || width * height > mostPixels;
  return isTooLarge
    ? `${width} × ${height}，最多 at most ${mostPixels / 1e6} Mpx, ${mostSide} px`
    : undefined;
}
