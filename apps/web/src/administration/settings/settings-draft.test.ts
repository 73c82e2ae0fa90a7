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

test("settings that nobody touched are sent as they came", () => {
  expect(settingsOfDraft(draftOfSettings(settings))).toEqual(settings);
});

test("names of places stand in the order of their codes", () => {
  expect(draftOfSettings(settings).placeNames.map(({ code }) => code)).toEqual(["DE", "XK"]);
});

test("an empty contact is none", () => {
  const draft = { ...draftOfSettings(settings), contact: "  " };
  expect(settingsOfDraft(draft)).not.toHaveProperty("contact");
});

test("a place that is added needs a name, and one that is taken out is called as usual again", () => {
  const added = toggledName(draftOfSettings(settings), "FR");
  expect(namesComplete(added)).toBe(false);
  const named = renamed(added, "FR", " La France ");
  expect(namesComplete(named)).toBe(true);
  expect(settingsOfDraft(named).placeNames).toEqual({ ...settings.placeNames, FR: "La France" });
  const without = toggledName(named, "XK");
  expect(settingsOfDraft(without).placeNames).toEqual({ DE: "Deutschland", FR: "La France" });
});
