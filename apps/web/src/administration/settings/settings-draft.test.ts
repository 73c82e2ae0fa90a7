import { expect, test } from "vitest";
import {
  draftOfSettings,
  namesComplete,
  renamed,
  settingsOfDraft,
  toggledName,
} from "./settings-draft.ts";

const settings = {
  signUp: "closed",
  serviceName: "Meetings",
  contact: "help@example.org",
  placeNames: { XK: "Kosova", DE: "Deutschland" },
} as const;

test("untouched settings are sent back unchanged", () => {
  expect(settingsOfDraft(draftOfSettings(settings))).toEqual(settings);
});

test("place names are in the order of their codes", () => {
  expect(draftOfSettings(settings).placeNames.map(({ code }) => code)).toEqual(["DE", "XK"]);
});

test("an empty contact is sent as none", () => {
  const draft = { ...draftOfSettings(settings), contact: "  " };
  expect(settingsOfDraft(draft)).not.toHaveProperty("contact");
});

test("an added place needs a name, and a removed one gets its usual name back", () => {
  const added = toggledName(draftOfSettings(settings), "FR");
  expect(namesComplete(added)).toBe(false);
  const named = renamed(added, "FR", " La France ");
  expect(namesComplete(named)).toBe(true);
  expect(settingsOfDraft(named).placeNames).toEqual({ ...settings.placeNames, FR: "La France" });
  const without = toggledName(named, "XK");
  expect(settingsOfDraft(without).placeNames).toEqual({ DE: "Deutschland", FR: "La France" });
});
