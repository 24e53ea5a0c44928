// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { maskContact, maskPeople, maskPhone } from './telephone.ts';

it('a telephone number shows its ends and nothing of the middle; a short one shows nothing', () => {
  expect(maskPhone('13800001200')).toBe('138****00');
  expect(maskPhone('010-8000 1200')).toBe('010****00');
  for (const short of ['', '110', '123456']) expect(maskPhone(short)).toBe('****');
});

it('only numbers of people change, and what has none stays as it is', () => {
  const form = {
    name: '演示',
    people: [{ name: '甲', phone: '13800001200' }, { name: '乙' }, { phone: null }],
  };
  expect(maskPeople(form)).toEqual({
    name: '演示',
    people: [{ name: '甲', phone: '138****00' }, { name: '乙' }, { phone: null }],
  });
  expect(maskPeople({ people: undefined })).toEqual({ people: undefined });
});

it('what somebody left to be reached by shows the ends of numbers and where an address is', () => {
  expect(maskContact('王某 13912345678，wang@mail.invalid')).toBe('王某 139****78，w***@mail.invalid');
  expect(maskContact('010-8000 1200 转 12')).toBe('010****00 转 12');
  expect(maskContact('社区居委会')).toBe('社区居委会');
});
