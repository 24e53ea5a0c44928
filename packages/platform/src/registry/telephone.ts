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

/** What somebody left to be reached by: numbers show their ends, an e-mail address its first letter and its house. */
export const maskContact = (contact: string): string =>
  contact
    .replaceAll(/([A-Za-z0-9])[\w.%+-]*@/g, '$1***@')
    .replaceAll(/\+?\d[\d -]{5,}\d/g, (number) => maskPhone(number));
