import { accountWords } from "../../i18n/account-words.ts";
import { leastLength, mostLength } from "./password-strength.ts";

/** What is wrong with an e-mail address as it was typed; undefined: it may be one. */
export function emailFault(email: string): string | undefined {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())
    ? undefined
    : accountWords.form.missing.email;
}

export function nameFault(name: string): string | undefined {
  return name.trim() === "" ? accountWords.form.missing.name : undefined;
}

/** Of a password that is chosen now. */
export function newPasswordFault(password: string): string | undefined {
  if (password === "") return accountWords.form.missing.password;
  if (password.length < leastLength) return accountWords.form.missing.passwordShort;
  return password.length > mostLength ? accountWords.form.missing.passwordLong : undefined;
}

/** Of one that is only checked: its length says nothing. */
export function passwordFault(password: string): string | undefined {
  return password === "" ? accountWords.form.missing.password : undefined;
}

/** What is wrong, by field; nothing where everything is right. */
export type Faults<F extends string> = Readonly<Partial<Record<F, string>>>;

/** Keeps the fields that have a fault. */
export function faultsOf<F extends string>(
  found: Readonly<Record<F, string | undefined>>,
): Faults<F> {
  const kept: Partial<Record<F, string>> = {};
  for (const field of Object.keys(found) as F[]) {
    const fault = found[field];
    if (fault !== undefined) kept[field] = fault;
  }
  return kept;
}

export const hasFaults = (faults: Faults<string>): boolean => Object.keys(faults).length > 0;

/** Moves the focus to the first field of a form that is marked as wrong, once it is drawn. */
export function focusFirstFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => {
    form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}
