import type { PublicSettings } from "@graticule/api/administration";
import { useSettings } from "../api/use-session.ts";

/** Whether e-mails reach people; `smtp` also while it is not known. */
export const useMailKind = (): PublicSettings["mail"] => useSettings()?.mail ?? "smtp";
