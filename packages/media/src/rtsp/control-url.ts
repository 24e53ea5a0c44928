// SPDX-License-Identifier: Apache-2.0
/**
 * Where a SETUP or PLAY goes. Not RFC joining: ffmpeg and live555 append "/" and the control to the base, query
 * included, and cameras expect that (U3). The host is always the one we connected to (U2).
 */

/** @param base `Content-Base`, `Content-Location` or the request's URL */
export function controlUrl(base: string, control: string): string {
  if (control === '' || control === '*') return base;
  if (/^rtspu?:\/\//i.test(control)) return withHostOf(control, base);
  const separator = base.endsWith('/') || control.startsWith('/') || control.startsWith('?') ? '' : '/';
  return base.endsWith('/') && control.startsWith('/') ? base + control.slice(1) : base + separator + control;
}

/** The path and query of one URL on the host of another. */
export function withHostOf(url: string, host: string): string {
  const ours = /^(rtsp:\/\/[^/?]+)/i.exec(host)?.[1];
  const path = /^rtspu?:\/\/[^/?]*(.*)$/i.exec(url)?.[1];
  return ours !== undefined && path !== undefined ? ours + path : host;
}

/** The base to join controls to: what the camera says, on our host; what we asked for if it says nothing usable. */
export function baseUrl(said: string | undefined, asked: string): string {
  if (said === undefined || said === '') return asked;
  if (/^rtsp:\/\//i.test(said)) return withHostOf(said, asked);
  return asked;
}
