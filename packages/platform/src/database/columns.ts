// SPDX-License-Identifier: Apache-2.0
/** Column kinds shared by every module's tables. */
import { sql } from 'drizzle-orm';
import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';

/**
 * GB/T 2260 code of the place, 6 digits or longer. Collated byte by byte: row policies compare it as a
 * half-open range, and a language collation would order it differently.
 */
export const jurisdictionCode = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/** Time-ordered identifier (UUIDv7). */
export const identifier = (name: string) => uuid(name).primaryKey().default(sql`uuidv7()`);

/** An instant, UTC, read as a Date. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** A calendar day, Asia/Shanghai, `YYYY-MM-DD`. */
export const calendarDay = customType<{ data: string }>({ dataType: () => 'date' });

export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
