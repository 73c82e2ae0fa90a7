import { accountWords } from "../../i18n/account-words.ts";
import { leastLength, mostLength } from "./password-strength.ts";

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
