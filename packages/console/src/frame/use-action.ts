// SPDX-License-Identifier: Apache-2.0
/** One act of a person on a page: under way, refused with its problem, or done. The only place that keeps that state. */
import type { Operation } from '@mingjing/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { forgetTyped } from './typed-forms.ts';

export interface Action<Given, Done> {
  /** Begins it; what came of it stands in `problem` and `done`. */
  readonly run: (given: Given) => void;
  /** The same for dialogs that wait: resolves when it is over, whatever came of it. */
  readonly finish: (given: Given) => Promise<void>;
  readonly busy: boolean;
  /** Why it was refused, until it is run again. */
  readonly problem: unknown;
  readonly done: Done | undefined;
  /** Forgets problem and answer. */
  readonly forget: () => void;
}

export interface ActionOptions<Done> {
  /** Operations whose answers this changes: pages that show them ask again. */
  readonly refresh?: readonly Operation[];
  readonly onDone?: (done: Done) => void;
  readonly onRefused?: (problem: unknown) => void;
}

export function useAction<Given = void, Done = unknown>(
  act: (given: Given) => Promise<Done>,
  { refresh = [], onDone, onRefused }: ActionOptions<Done> = {},
): Action<Given, Done> {
  const queries = useQueryClient();
  const { mutate, mutateAsync, isPending, error, data, reset } = useMutation<Done, unknown, Given>({
    mutationFn: act,
    retry: false,
    onSuccess: (done) => {
      forgetTyped();
      for (const { id } of refresh) void queries.invalidateQueries({ queryKey: [id] });
      onDone?.(done);
    },
    ...(onRefused && { onError: onRefused }),
  });
  return {
    run: (given) => mutate(given),
    finish: (given) =>
      mutateAsync(given).then(
        () => undefined,
        () => undefined,
      ),
    busy: isPending,
    problem: error ?? undefined,
    done: data,
    forget: reset,
  };
}
