// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { roles } from '../server/role.ts';

export const Person = z.object({
  id: z.string(),
  /** Sign-in name, lower case. */
  user: z.string(),
  name: z.string(),
  role: z.enum(roles),
  disabled: z.boolean(),
  secondFactor: z.boolean(),
  /** The password is still the one that was printed or handed out. */
  mustChangePassword: z.boolean(),
});
export type Person = z.infer<typeof Person>;

export const SignIn = z.object({
  id: z.string(),
  startedMs: z.number(),
  untilMs: z.number(),
  address: z.string(),
  program: z.string(),
  /** The sign-in this request came with. */
  current: z.boolean(),
});
export type SignIn = z.infer<typeof SignIn>;
