// SPDX-License-Identifier: Apache-2.0
/**
 * Where a SETUP or PLAY goes. Not RFC joining: ffmpeg and live555 append "/" and the control to the base, query
 * included, and cameras expect that (U3). The host is always the one we connected to (U2).
 */

/** @param base `Content-Base`, `Content-Location` or the request's URL */
export function controlUrl(base: string, control: string): string {
  if (control === '' || control === '*') return base;
  if (/^rtsp[us]?:\/\//i.test(control)) return withHostOf(control, base);
  const separator = base.endsWith('/') || control.startsWith('/') || control.startsWith('?') ? '' : '/';
  return base.endsWith('/') && control.startsWith('/') ? base + control.slice(1) : base + separator + control;
}

/** The path and query of one URL on the host of another. */
export function withHostOf(url: string, host: string): string {
  const ours = /^(rtsps?:\/\/[^/?]+)/i.exec(host)?.[1];
  const path = /^rtsp[us]?:\/\/[^/?]*(.*)$/i.exec(url)?.[1];
  return ours !== undefined && path !== undefined ? ours + path : host;
}

/** The base to join controls to: what the camera says, on our host; what we asked for if it says nothing usable. */
export function baseUrl(said: string | undefined, asked: string): string {
  if (said === undefined || said === '') return asked;
  if (/^rtsps?:\/\//i.test(said)) return withHostOf(said, asked);
  return asked;
}

/**
 * Where a redirect points (F14): an address of its own, or a path on the host that was asked, absolute or beside
 * the one that was asked (RFC 3986 §5, without dot segments).
 */
export function redirectUrl(location: string, asked: string): string | undefined {
  const target = location.trim();
  if (target === '') return undefined;
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return target;
  const host = /^(rtsps?:\/\/[^/?#]+)([^?#]*)/i.exec(asked);
  if (!host) return undefined;
  if (target.startsWith('//')) return `${asked.slice(0, asked.indexOf(':'))}:${target}`;
  if (target.startsWith('/')) return host[1]! + target;
  if (target.startsWith('?')) return host[1]! + host[2]! + target;
  return `${host[1]!}${host[2]!.slice(0, host[2]!.lastIndexOf('/') + 1) || '/'}${target}`;
}
