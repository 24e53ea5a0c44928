// SPDX-License-Identifier: Apache-2.0
/** Telephones take photos larger than anybody reads: they are made to fit before they are sent. */

/** What papers and places can be read from. */
const longestEdge = 2400;

/** @returns the photo as it is when it is small enough, is no photo, or cannot be drawn here; else a JPEG of it */
export async function smallerPhoto(file: File, mostBytes: number): Promise<File> {
  if (file.size <= mostBytes || !file.type.startsWith('image/')) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, longestEdge / Math.max(picture.width, picture.height));
    const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const drawn = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
    return new File([drawn], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: drawn.type });
  } catch {
    // A browser without it, or a file that is no picture: what is wrong with it is said where it is checked.
    return file;
  }
}
