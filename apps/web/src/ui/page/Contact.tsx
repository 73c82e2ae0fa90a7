import { useQuery } from "@tanstack/react-query";
import { lookAtSettings } from "../../api/session.ts";
import { words } from "../../i18n/words.ts";

/** Whom to ask, where whoever runs this service says so; `otherwise`: what stands there where they don't. */
export function Contact({ otherwise }: { readonly otherwise?: string }) {
  const settings = useQuery({ queryKey: ["settings"], queryFn: lookAtSettings });
  const contact = settings.data?.kind === "ok" ? settings.data.value.contact : undefined;
  if (contact === undefined) {
    return settings.data?.kind === "ok" && otherwise !== undefined ? (
      <p className="body" data-testid="no-contact">
        {otherwise}
      </p>
    ) : null;
  }
  return (
    <p className="body said" data-testid="contact">
      {words.refused.contact(contact)}
    </p>
  );
}
