// SPDX-License-Identifier: Apache-2.0
/**
 * The one rule for a person's telephone number, wherever it stands: officials see its ends; the whole is opened with a
 * reason, which the audit keeps. Units see their own.
 */

/** `138****00`. What is too short to have ends shows none. */
export const maskPhone = (phone: string): string =>
  phone.length < 7 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-2)}`;

/** Anything that lists people with numbers (a filing form, say), with the numbers masked. */
export function maskPeople<
  Form extends { readonly people?: readonly { readonly phone?: string | null | undefined }[] | undefined },
>(form: Form): Form {
  if (!form.people) return form;
  const people = form.people.map((person) =>
    typeof person.phone === 'string' ? { ...person, phone: maskPhone(person.phone) } : person,
  );
  return { ...form, people };
}
