// SPDX-License-Identifier: Apache-2.0
/** Answers leave in the form of their schema: what it does not name stays inside, what breaks it is a defect. */
import type { FastifySerializerCompiler } from 'fastify';
import { z } from 'zod';

export const serializeByZod: FastifySerializerCompiler<z.ZodType> =
  ({ schema, method, url }) =>
  (data) => {
    const encoded = z.safeEncode(schema, data);
    if (encoded.error)
      throw new Error(`${method} ${url} answers what its schema does not allow`, { cause: encoded.error });
    return JSON.stringify(encoded.data);
  };
