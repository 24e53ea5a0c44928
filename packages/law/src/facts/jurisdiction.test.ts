// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { isAreaCode } from './jurisdiction.ts';

it.each(['000000', '110000', '110105', '130302', '130300', '650502', '330100', '429004', '659001', '500236'])(
  '%s may be the code of an area',
  (code) => expect(isAreaCode(code)).toBe(true),
);

it.each(['999999', '123456', '119999', '990001', '110', '110005', '139901', '11010a', '1101051', ''])(
  '%s is none',
  (code) => expect(isAreaCode(code)).toBe(false),
);
