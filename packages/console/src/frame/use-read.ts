// SPDX-License-Identifier: Apache-2.0
/** What a page shows of a server: one operation asked, kept under its id, asked again when an action changed it. */
import type { AnswerOf, Asking, Operation } from '@mingjing/contracts';
import { keepPreviousData, type UseQueryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { call } from './call.ts';

/** The key of an operation's answer: `refresh` of {@link useAction} names operations, never texts. */
export const keyOf = (operation: Operation, asking: object = {}): readonly [string, object] => [
  operation.id,
  asking,
];

type Options<Answer> = Pick<
  UseQueryOptions<Answer>,
  'enabled' | 'refetchInterval' | 'refetchIntervalInBackground' | 'retry' | 'staleTime' | 'gcTime'
> & {
  /** The answer before stays until the next is there: for lists that are turned and filtered. */
  readonly keepsBefore?: boolean;
};
interface Taken<Answer, Shown> {
  /** What a page wants of the answer. */
  readonly take: (answer: Answer) => Shown;
}

/** @param asking `{}` when the operation takes nothing */
export function useRead<O extends Operation, Shown = AnswerOf<O>>(
  operation: O,
  asking: Asking<O>,
  { keepsBefore = false, take, ...options }: Options<AnswerOf<O>> & Partial<Taken<AnswerOf<O>, Shown>> = {},
): UseQueryResult<Shown> {
  return useQuery<AnswerOf<O>, Error, Shown>({
    queryKey: keyOf(operation, asking),
    queryFn: () =>
      (call as unknown as (operation: O, asking: Asking<O>) => Promise<AnswerOf<O>>)(operation, asking),
    ...(keepsBefore && { placeholderData: keepPreviousData }),
    ...(take && { select: take }),
    ...options,
  });
}
