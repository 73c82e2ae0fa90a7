import { accountWords } from "../../i18n/account-words.ts";

/** What is wrong with an e-mail address as it was typed; undefined: it may be one. */
export function emailFault(email: string): string | undefined {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())
    ? undefined
    : accountWords.form.missing.email;
}

export function nameFault(name: string): string | undefined {
  return name.trim() === "" ? accountWords.form.missing.name : undefined;
}

/** Moves the focus to the first field of a form that is marked as wrong, once it is drawn. */
export function focusFirstFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => {
    form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}
