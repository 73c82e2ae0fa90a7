import { QueryClient } from "@tanstack/react-query";

/**
 * What the pages ask with. Always, whatever the browser says of the network: a service on this machine or in this
 * house answers without the internet, and a question that was only put off would leave a page as it was, and
 * nobody would be told.
 */
export const newQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        retry: false,
        refetchOnWindowFocus: true,
        staleTime: 1_000,
      },
      mutations: { networkMode: "always" },
    },
  });
