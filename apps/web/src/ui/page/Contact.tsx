import { useSettings } from "../../api/use-session.ts";
import { words } from "../../i18n/words.ts";

/** Whom to ask, as the operator of this service named them; `otherwise`: what to show where none is named. */
export function Contact({ otherwise }: { readonly otherwise?: string }) {
  const settings = useSettings();
  if (settings?.contact !== undefined) {
    return (
      <p className="body said" data-testid="contact">
        {words.refused.contact(settings.contact)}
      </p>
    );
  }
  if (settings === undefined || otherwise === undefined) return null;
  return (
    <p className="body" data-testid="no-contact">
      {otherwise}
    </p>
  );
}
