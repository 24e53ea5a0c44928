// SPDX-License-Identifier: Apache-2.0
/** Tries a camera without recording it, and says in one word what went wrong. */

import type { CameraTest, Certificate } from '../../terms/cameras.ts';
import { resolveCameraHost } from '../capture/camera-address.ts';
import type { CameraStream, OpenStream, StreamOptions } from '../capture/camera-stream.ts';
import { withoutSecretsOf } from '../capture/masked-address.ts';

/** Whether a camera that was typed on a page may be at this host. */
export async function isReachable(host: string, allowAddresses: readonly string[] = []): Promise<boolean> {
  return (await resolveCameraHost(host, allowAddresses, false)).kind === 'address';
}

/** Frames looked at for a frame rate after the first picture. */
const framesForRate = 10;

export function testCameraStream(
  { openStream, random }: { readonly openStream: OpenStream; readonly random: () => number },
  tried: Pick<StreamOptions, 'url' | 'transport' | 'allowAddresses' | 'nowMs' | 'store'>,
  timeoutMs: number,
): Promise<CameraTest> {
  // Typed on a page by somebody who need not have the machine.
  const options: StreamOptions = { ...tried, recordAudio: true, mayLoop: false, random };
  const startedMs = options.nowMs();
  return new Promise((resolve) => {
    let stream: CameraStream | undefined;
    let answered = false;
    let answer: CameraTest | undefined;
    const mediaMs: number[] = [];
    let certificate: Certificate | undefined;
    let isSigned = false;
    const finish = (result: CameraTest): void => {
      if (answered) return;
      answered = true;
      clearTimeout(timer);
      resolve(result);
      stream?.close();
    };
    const timer = setTimeout(() => {
      const silent = (stream?.receivedBytes() ?? 0) === 0;
      finish(
        answer ?? { kind: 'failed', reason: silent ? 'timeout' : 'no-picture', detail: `${timeoutMs} ms` },
      );
    }, timeoutMs);
    stream = openStream(options, {
      onVideo: (frame) => {
        mediaMs.push(frame.mediaMs);
        isSigned ||= frame.signed;
        const { videoCodec, width, height, audioCodec } = frame.format;
        const spanMs = (mediaMs.at(-1) ?? 0) - (mediaMs[0] ?? 0);
        answer = {
          kind: 'ok',
          codec: videoCodec,
          width,
          height,
          framesPerSecond: spanMs > 0 ? Math.round(((mediaMs.length - 1) / spanMs) * 10_000) / 10 : undefined,
          audioCodec,
          firstPictureMs:
            answer?.kind === 'ok' ? answer.firstPictureMs : Math.round(options.nowMs() - startedMs),
          certificate,
          isSigned,
        };
        if (mediaMs.length > framesForRate) finish(answer);
      },
      onAudio: () => undefined,
      onCameraClock: () => undefined,
      onDeviation: () => undefined,
      onPacketsLost: () => undefined,
      onCertificate: (shown) => {
        certificate = shown;
      },
      onEnd: (end) =>
        finish(
          answer ?? { kind: 'failed', reason: end.reason, detail: withoutSecretsOf(options.url, end.detail) },
        ),
    });
    if (answered) stream.close();
  });
}
