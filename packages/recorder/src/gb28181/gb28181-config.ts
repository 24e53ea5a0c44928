// SPDX-License-Identifier: Apache-2.0
/** The `gb28181` section of the configuration file: ours, the platforms above, the devices that may come. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { RecorderError } from '../errors.ts';

const Id = z.string().regex(/^\d{20}$/, '20 digits');
const Port = z.number().int().min(1).max(65_535);
const Password = { password: z.string().optional(), passwordFile: z.string().min(1).optional() };

const Channel = z.strictObject({
  /** Camera of this recorder. */
  camera: z.string().min(1),
  /** Code under which the platform sees it. */
  id: Id,
  name: z.string().min(1).max(120).optional(),
});

const Upper = z.strictObject({
  id: Id,
  domain: z.string().min(1),
  name: z.string().optional(),
  host: z.string().min(1),
  port: Port.default(5060),
  transport: z.enum(['udp', 'tcp']).default('udp'),
  /** Sign-in name; our own id when absent. */
  user: z.string().min(1).optional(),
  ...Password,
  expiresSeconds: z.number().int().min(30).max(604_800).default(3600),
  keepaliveSeconds: z.number().int().min(1).max(3600).default(60),
  keepaliveMisses: z.number().int().min(1).max(20).default(3),
  version: z.enum(['2016', '2022']).default('2016'),
  charset: z.enum(['gb2312', 'gb18030', 'utf-8']).default('gb18030'),
  channels: z.array(Channel).max(10_000).default([]),
  /** Number of the sharing agreement: written into the register with every look. */
  agreement: z.string().max(120).optional(),
  /** Who at the unit allowed this platform to move or restart cameras; absent: nobody. */
  controls: z
    .strictObject({ allowedBy: z.string().min(1).max(60), allow: z.array(z.enum(['ptz', 'reboot'])).min(1) })
    .optional(),
});

const Device = z.strictObject({
  id: Id,
  name: z.string().optional(),
  ...Password,
  transport: z.enum(['udp', 'tcp']).optional(),
});

export const Gb28181Config = z.strictObject({
  localId: Id,
  domain: z.string().min(1),
  name: z.string().optional(),
  listen: z
    .array(z.strictObject({ transport: z.enum(['udp', 'tcp']), address: z.string().min(1), port: Port }))
    .min(1)
    .max(16),
  media: z.strictObject({
    address: z.string().min(1),
    ports: z.tuple([Port, Port]).refine(([a, b]) => a < b),
  }),
  upper: z.array(Upper).max(32).default([]),
  devices: z.strictObject({ allow: z.array(Device).max(10_000).default([]) }).default({ allow: [] }),
  maxSessions: z.number().int().min(1).max(1000).optional(),
});
export type Gb28181Config = z.infer<typeof Gb28181Config>;

export type UpperConfig = Gb28181Config['upper'][number];

/**
 * @param folder that relative password files are relative to
 * @throws RecorderError `recorder/config-unusable` with `path` and `reason`
 */
export function parseGb28181Config(value: unknown, folder: string): Gb28181Config {
  const parsed = Gb28181Config.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const keys = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    throw new RecorderError('recorder/config-unusable', {
      path: ['gb28181', ...(issue?.path ?? []).map(String), ...keys].join('.'),
      reason: issue?.message ?? 'unusable',
    });
  }
  const { upper, devices, ...rest } = parsed.data;
  return {
    ...rest,
    upper: upper.map((one, at) => ({ ...one, password: secretOf(one, folder, `gb28181.upper.${at}`) })),
    devices: {
      allow: devices.allow.map((one, at) => ({
        ...one,
        password: secretOf(one, folder, `gb28181.devices.allow.${at}`),
      })),
    },
  };
}

function secretOf(
  {
    password,
    passwordFile,
  }: { readonly password?: string | undefined; readonly passwordFile?: string | undefined },
  folder: string,
  path: string,
): string {
  if (passwordFile === undefined) return password ?? '';
  try {
    return readFileSync(resolve(folder, passwordFile), 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new RecorderError(
      'recorder/config-unusable',
      { path: `${path}.passwordFile`, reason: 'cannot be read' },
      error,
    );
  }
}
