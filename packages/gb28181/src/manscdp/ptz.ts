// SPDX-License-Identifier: Apache-2.0
/** PTZ commands: eight bytes in hexadecimal (annex A.3). */

export type PtzCommand =
  | {
      readonly kind: 'move';
      /** −255 left … 255 right. */
      readonly pan: number;
      /** −255 down … 255 up. */
      readonly tilt: number;
      /** −15 out … 15 in. */
      readonly zoom: number;
    }
  | { readonly kind: 'stop' }
  | { readonly kind: 'lens'; readonly code: number }
  | { readonly kind: 'preset'; readonly action: 'set' | 'call' | 'delete'; readonly number: number }
  | { readonly kind: 'cruise' | 'scan'; readonly code: number; readonly number: number }
  | { readonly kind: 'auxiliary'; readonly isOn: boolean; readonly number: number };

const presetCodes = { set: 0x81, call: 0x82, delete: 0x83 } as const;

/** @returns sixteen upper-case hexadecimal digits */
export function encodePtz(command: PtzCommand): string {
  const [b4, b5, b6, b7] = commandBytes(command);
  const bytes = [0xa5, 0x0f, 0x01, b4, b5, b6, b7];
  bytes.push(bytes.reduce((sum, byte) => sum + byte, 0) & 255);
  return bytes
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

function commandBytes(command: PtzCommand): readonly [number, number, number, number] {
  switch (command.kind) {
    case 'stop':
      return [0, 0, 0, 0];
    case 'move': {
      const { pan, tilt, zoom } = command;
      const bits =
        (zoom < 0 ? 0x20 : zoom > 0 ? 0x10 : 0) |
        (tilt > 0 ? 8 : tilt < 0 ? 4 : 0) |
        (pan < 0 ? 2 : pan > 0 ? 1 : 0);
      return [bits, Math.abs(pan) & 255, Math.abs(tilt) & 255, (Math.abs(zoom) & 15) << 4];
    }
    case 'lens':
      return [command.code & 255, 0, 0, 0];
    case 'preset':
      return [presetCodes[command.action], 0, command.number & 255, 0];
    case 'cruise':
    case 'scan':
      return [command.code & 255, command.number & 255, 0, 0];
    case 'auxiliary':
      return [command.isOn ? 0x8c : 0x8d, command.number & 255, 0, 0];
  }
}

/** @returns undefined when it is no command or its sum is wrong; only the sum is checked, not the device address */
export function parsePtz(text: string): PtzCommand | undefined {
  const hex = text.trim();
  if (!/^[0-9a-f]{16}$/i.test(hex)) return undefined;
  const bytes = [...hex.matchAll(/../g)].map(([pair]) => Number.parseInt(pair, 16));
  const sum = bytes.slice(0, 7).reduce((total, byte) => total + byte, 0) & 255;
  if (bytes[0] !== 0xa5 || sum !== bytes[7]) return undefined;
  const [b4, b5, b6, b7] = bytes.slice(3) as [number, number, number, number];
  if (b4 === 0) return { kind: 'stop' };
  if (b4 < 0x40) {
    const pan = (b4 & 1) !== 0 ? b5 : (b4 & 2) !== 0 ? -b5 : 0;
    const tilt = (b4 & 8) !== 0 ? b6 : (b4 & 4) !== 0 ? -b6 : 0;
    const zoom = (b4 & 0x10) !== 0 ? b7 >> 4 : (b4 & 0x20) !== 0 ? -(b7 >> 4) : 0;
    return { kind: 'move', pan, tilt, zoom: zoom + 0 };
  }
  if (b4 < 0x80) return { kind: 'lens', code: b4 };
  // The number of a preset is byte 6 alone: peers put other things into byte 5.
  if (b4 === 0x81) return { kind: 'preset', action: 'set', number: b6 };
  if (b4 === 0x82) return { kind: 'preset', action: 'call', number: b6 };
  if (b4 === 0x83) return { kind: 'preset', action: 'delete', number: b6 };
  if (b4 <= 0x88) return { kind: 'cruise', code: b4, number: b5 };
  if (b4 === 0x89 || b4 === 0x8a) return { kind: 'scan', code: b4, number: b5 };
  if (b4 === 0x8c || b4 === 0x8d) return { kind: 'auxiliary', isOn: b4 === 0x8c, number: b5 };
  return undefined;
}
