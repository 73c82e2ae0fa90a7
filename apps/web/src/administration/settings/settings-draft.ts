import type { Settings } from "@graticule/api/administration";

/** The settings while they are written: every field is text, names of places keep their order. */
export interface SettingsDraft extends Readonly<Pick<Settings, "signUp" | "serviceName">> {
  readonly contact: string;
  readonly placeNames: readonly { readonly code: string; readonly name: string }[];
}

export function draftOfSettings(settings: Settings): SettingsDraft {
  return {
    signUp: settings.signUp,
    serviceName: settings.serviceName,
    contact: settings.contact ?? "",
    placeNames: Object.entries(settings.placeNames)
      .map(([code, name]) => ({ code, name }))
      .toSorted((one, other) => one.code.localeCompare(other.code, "en")),
  };
}

export function settingsOfDraft(draft: SettingsDraft): Settings {
  const contact = draft.contact.trim();
  return {
    signUp: draft.signUp,
    serviceName: draft.serviceName.trim(),
    ...(contact && { contact }),
    placeNames: Object.fromEntries(draft.placeNames.map(({ code, name }) => [code, name.trim()])),
  };
}

/** A place gets a name of its own, or is taken out again. */
export function toggledName(draft: SettingsDraft, code: string): SettingsDraft {
  const rest = draft.placeNames.filter((other) => other.code !== code);
  const placeNames =
    rest.length < draft.placeNames.length ? rest : [...draft.placeNames, { code, name: "" }];
  return { ...draft, placeNames };
}

export function renamed(draft: SettingsDraft, code: string, name: string): SettingsDraft {
  return {
    ...draft,
    placeNames: draft.placeNames.map((one) => (one.code === code ? { code, name } : one)),
  };
}

/** Whether every place that is listed has a name. */
export const namesComplete = ({ placeNames }: SettingsDraft): boolean =>
  placeNames.every(({ name }) => name.trim() !== "");
