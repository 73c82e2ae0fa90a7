import { IconChevronDown, IconLanguage } from "@tabler/icons-react";
import { languages } from "../../i18n/languages.ts";
import { choose } from "../../i18n/reader.ts";
import { frameLanguage, frameWords } from "../../i18n/words.ts";

/**
 * The quiet choice of a language. The field lies unseen over the name that is chosen, which is as wide
 * as it is and not as the longest one.
 */
export function LanguageChooser() {
  const chosen = frameLanguage();
  const pick = (tag: string): void => {
    const language = languages.find((each) => each.tag === tag);
    if (language !== undefined) void choose(language);
  };
  return (
    <span className="shell-menu">
      <IconLanguage size={20} aria-hidden="true" />
      <span className="shell-menu-name" aria-hidden="true">
        {chosen.name}
      </span>
      <IconChevronDown size={16} aria-hidden="true" />
      <select
        aria-label={frameWords.app.language}
        value={chosen.tag}
        onChange={(event) => pick(event.currentTarget.value)}
        data-testid="language"
      >
        {languages.map(({ tag, name, dir }) => (
          <option key={tag} value={tag} lang={tag} dir={dir}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}
