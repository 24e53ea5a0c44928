// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { isStrongPassword } from './password-rule.ts';

describe('a password', () => {
  it.each([
    '演示密码 demo 1',
    'long enough 演示',
    'Kn0chen-brühe',
    'four plain words are fine',
    'chosen myself 演示 here',
  ])('may be %s', (text) => expect(isStrongPassword(text, 'operator')).toBe(true));

  it.each([
    'short1A!',
    '1234567890',
    'Password12',
    'abcdefghijkl',
    'qwertyuiop12',
    'aaaaaaaaaaaaaaaaaaaa',
    'Operator-2026',
    'justlowercase',
    'Admin123456!',
  ])('may not be %s', (text) => expect(isStrongPassword(text, 'operator')).toBe(false));
});
