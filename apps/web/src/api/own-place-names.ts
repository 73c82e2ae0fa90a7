import { nameAsOperatorWants } from "../places/names.ts";
import { lookAtSettings } from "./session.ts";

/** A page is not kept waiting longer for them; they show when it is drawn next. */
const patienceMs = 1_500;

let asked: Promise<void> | undefined;

async function load(): Promise<void> {
  const answer = await lookAtSettings();
  if (answer.kind === "ok") nameAsOperatorWants(answer.value.placeNames);
  else asked = undefined;
}

/** Resolves when places have the names that the operator wants, or when that takes too long. */
export function placesAreNamed(): Promise<void> {
  asked ??= load();
  const patience = new Promise<void>((resolve) => {
    setTimeout(resolve, patienceMs);
  });
  return Promise.race([asked, patience]);
}
