/** The parts of the management page, in the order of its tabs. */
export const manageTabs = ["rule", "people", "links", "settings", "history"] as const;
export type ManageTab = (typeof manageTabs)[number];

/** The part that an address names; else the first. */
export const tabOf = (named: string | undefined): ManageTab =>
  manageTabs.find((tab) => tab === named) ?? manageTabs[0];
