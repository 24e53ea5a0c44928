// SPDX-License-Identifier: Apache-2.0
/** The duties of a unit as both programs answer them: each judged, with its provision, its reasons and what to do. */
import { z } from 'zod';

export const DutyState = z.enum(['met', 'breached', 'unknown', 'not-applicable']);
export type DutyState = z.output<typeof DutyState>;

const KnownOrNot = z.union([z.boolean(), z.literal('unknown')]);
const Certainty = z.enum(['listed', 'inferred', 'unknown']);
const ListItem = z.number().nullable();
const PlaceClass = z.enum(['art7-1', 'art7-2', 'art9', 'nonPublic']);

/** What the words of a place say of its class, under each instrument that has a list. */
const Place = z.object({
  text: z.string(),
  placeClass: z.union([PlaceClass, z.literal('unknown')]),
  candidates: z.array(PlaceClass),
  certainty: Certainty,
  d799Item: ListItem,
  sourceDiffers: z.boolean(),
  prohibited: z.object({ item: z.number(), certainty: Certainty }).nullable(),
  beijing: z.object({ art5Item: ListItem, certainty: Certainty, governmentArea: KnownOrNot }),
  qinhuangdao: z.object({
    art9Item: ListItem,
    certainty: Certainty,
    publicArea: KnownOrNot,
    privateSpace: KnownOrNot,
  }),
  residential: KnownOrNot,
  nearSecretUnit: KnownOrNot,
  matches: z.array(
    z.object({
      words: z.string(),
      start: z.number(),
      role: z.string(),
      provisions: z.array(z.string()),
    }),
  ),
  why: z.string(),
});

export const Duty = z.object({
  id: z.string().describe('the row, e.g. D799-21'),
  provision: z.string(),
  instrument: z.string(),
  printed: z.string().nullable().describe('article in our source'),
  published: z.string().nullable().describe('article as published'),
  errata: z.array(z.string()),
  title: z.string(),
  bearer: z.string(),
  modality: z.string(),
  act: z.string(),
  state: DutyState,
  reasons: z.array(z.string()).describe('Chinese, in the order in which they were found'),
  evidence: z.array(z.object({ id: z.string(), title: z.string(), value: KnownOrNot })),
  questions: z.array(z.string()).describe('facts or findings that would decide what is unknown'),
  due: z.string().nullable().describe('last day, for filing'),
  minDays: z.number().nullable().describe('days to keep, for retention'),
  nextStep: z.string().nullable(),
  breach: z.object({ conducts: z.array(z.string()), sanction: z.string().nullable() }),
  checklistItems: z.array(z.number()),
  needsLegalReview: z.boolean(),
});
export type Duty = z.output<typeof Duty>;

/** What the law package answers of a unit, as it is. */
export const Duties = z.object({
  asOf: z.string(),
  place: Place,
  results: z.array(Duty),
  counts: z.record(DutyState, z.number()),
  checklist: z
    .array(z.object({ item: z.number(), state: DutyState, rows: z.array(z.string()) }))
    .describe('the 13 items of the Hami list, answered from the duties behind them'),
});
export type Duties = z.output<typeof Duties>;

const Article = z.object({
  provision: z.string(),
  printed: z.string().nullable(),
  published: z.string().nullable(),
  quote: z.string(),
  errata: z.array(z.string()),
});

/** For a duty that is breached or open: the fewest steps after which it is met. */
export const ToComply = z.object({
  obligation: z.string(),
  title: z.string(),
  state: z.enum(['breached', 'unknown']),
  steps: z.array(
    z.object({ id: z.string(), to: z.union([z.boolean(), z.number(), z.string()]), zh: z.string() }),
  ),
  cures: z.boolean().describe('the duty is met afterwards; else a day that has passed is only ended'),
  by: z.string().nullable(),
  byText: z.string(),
  ground: Article,
  sanction: Article.nullable().describe('where the consequence of a breach is printed'),
});
export type ToComply = z.output<typeof ToComply>;
