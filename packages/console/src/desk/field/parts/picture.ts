// SPDX-License-Identifier: Apache-2.0
/** A photo made small enough to carry and send: longest side 1600 px, JPEG; hashed, with time and place. */
import { type Picture, sha256Of } from './visit.ts';

const longestSide = 1600;

export interface TakenPicture {
  readonly picture: Picture;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** @throws Error for a file that is no picture */
export async function takePicture(file: Blob, name: string): Promise<TakenPicture> {
  const image = await createImageBitmap(file).catch(() => undefined);
  if (!image) throw new Error('这不是照片 · not a picture');
  const scale = Math.min(1, longestSide / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return describe(await bytesOf(canvas, 'image/jpeg'), `${name}.jpg`, await placeNow());
}

/** A signature on glass, without a place of its own. */
export const takeSignature = async (canvas: HTMLCanvasElement, who: string): Promise<TakenPicture> =>
  describe(await bytesOf(canvas, 'image/png'), `签名-${who}.png`, null);

async function describe(
  bytes: Uint8Array<ArrayBuffer>,
  fileName: string,
  place: Picture['place'],
): Promise<TakenPicture> {
  const sha256 = await sha256Of(bytes);
  return { bytes, picture: { fileName, sha256, takenAt: new Date().toISOString(), place } };
}

const bytesOf = (canvas: HTMLCanvasElement, type: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) =>
        blob
          ? blob.arrayBuffer().then((buffer) => resolve(new Uint8Array(buffer)), reject)
          : reject(new Error('the picture could not be written')),
      type,
      0.8,
    );
  });

/** Unknown when the phone does not say, or not within five seconds. */
const placeNow = (): Promise<Picture['place']> =>
  new Promise((resolve) => {
    if (!('geolocation' in navigator)) {
      resolve(null);
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({ latitude: coords.latitude, longitude: coords.longitude, accuracyMetres: coords.accuracy }),
      () => resolve(null),
      { timeout: 5000, maximumAge: 60_000 },
    );
  });
