import { IconChevronDown } from "@tabler/icons-react";
import { languages } from "../../i18n/languages.ts";
import { choose } from "../../i18n/reader.ts";
import { spokenLanguage, words } from "../../i18n/words.ts";

/**
 * The quiet choice of a language, and whether a machine translated it. The field lies unseen over the
 * name that is chosen, which is as wide as it is and not as the longest one.
 */
export function LanguageChooser() {
  const spoken = spokenLanguage();
  const pick = (tag: string): void => {
    const language = languages.find((each) => each.tag === tag);
    if (language !== undefined) void choose(language);
  };
  if (languages.length === 1) return null;
  return (
    <div className="language">
      <span className="language-choice">
        <span aria-hidden="true">{spoken.name}</span>
        <IconChevronDown size={16} aria-hidden="true" />
        <select
          aria-label={words.app.language}
          value={spoken.tag}
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
      {spoken.machine ? <span data-testid="machine-translated">{words.app.machine}</span> : null}
    </div>
  );
}
