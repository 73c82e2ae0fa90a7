/** How the reader's browser writes this language: `ar-EG` where it asks for that and `tag` is `ar`. */
export function ownLocale(tag: string): string | undefined {
  const ours = new Intl.Locale(tag).maximize();
  return wanted().find(
    ({ language, script }) => language === ours.language && script === ours.script,
  )?.tag;
}

/** The first region that the browser names or that goes with its languages. */
export function ownRegion(): string | undefined {
  return wanted().find(({ region }) => region !== undefined)?.region;
}

/** What the browser asks for and can be read, the dearest first. */
function wanted() {
  const tags = typeof navigator === "undefined" ? [] : navigator.languages;
  return tags.flatMap((tag) => {
    try {
      const { language, script, region } = new Intl.Locale(tag).maximize();
      return [{ tag, language, script, region }];
    } catch {
      return [];
    }
  });
}
