import type { PublicSettings } from "@graticule/api/administration";
import { useQuery } from "@tanstack/react-query";
import { lookAtSettings } from "../api/session.ts";

/** Whether letters reach people; `smtp` also while it is not known. */
export function useMailKind(): PublicSettings["mail"] {
  const settings = useQuery({ queryKey: ["settings"], queryFn: lookAtSettings });
  return settings.data?.kind === "ok" ? settings.data.value.mail : "smtp";
}
