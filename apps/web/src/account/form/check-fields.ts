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
  if (password === "") return accountWords.form.missing.passwordNew;
  if (password.length < leastLength) return accountWords.form.missing.passwordShort;
  return password.length > mostLength ? accountWords.form.missing.passwordLong : undefined;
}

/** Of one that is only checked: its length says nothing. */
export function passwordFault(password: string): string | undefined {
  return password === "" ? accountWords.form.missing.password : undefined;
}

/** Of a code of the second step. */
export function codeFault(code: string): string | undefined {
  return code.trim() === "" ? accountWords.form.missing.code : undefined;
}

/** Moves the focus to the first field of a form that is marked as wrong, once it is drawn. */
export function focusFirstFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => {
    form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}
