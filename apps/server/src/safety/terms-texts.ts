/** Where texts are sealed, under the key of their report, or of an act that rests on none. */
export const termsPaths = {
  report: (id: string): string => `report ${id}`,
  reason: (act: string): string => `reason of act ${act}`,
  /** Of the commitment to the reason. */
  salt: (act: string): string => `salt of act ${act}`,
  /** @param request its number */
  review: (act: string, request: number): string => `review of act ${act} for request ${request}`,
};

/** Whose key seals the texts of an act. */
export const keyOfAct = (act: { readonly id: string; readonly reportId: string | null }): string =>
  act.reportId ?? act.id;
