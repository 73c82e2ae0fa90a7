/** As the database's column. */
const most = 2_000;

/**
 * The makers of location data in one text, as the public log has it: whole names, as many as fit, and how many more there
 * are. Null: there is none.
 */
export function makersTold(makers: readonly string[]): string | null {
  for (let shown = makers.length; shown > 0; shown -= 1) {
    const more = makers.length - shown;
    const names = makers.slice(0, shown).join("; ");
    const told = more === 0 ? names : `${names}; and ${more} more`;
    if (told.length <= most) return told;
  }
  return makers.length === 0 ? null : `makers whose names don’t fit: ${makers.length}`;
}
