import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { nextPath } from "./next-path.ts";

/** After signing in everything is asked again, and the page goes where it was headed, with the wish. */
export function useEntered(next: string | undefined): () => Promise<void> {
  const queries = useQueryClient();
  const router = useRouter();
  return async () => {
    await queries.invalidateQueries();
    const { starts } = router.state.location.state;
    router.history.replace(nextPath(next), starts === true ? { starts } : {});
  };
}
