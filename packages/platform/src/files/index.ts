// SPDX-License-Identifier: Apache-2.0
/** Files that come from outside: what they are, whether they are clean, how they look in small. */
export { mediaTypeOf } from './media-type.ts';
export { scannerOf, takeFile } from './take-file.ts';
export { thumbnailOf } from './thumbnail.ts';
