import { QueryClient } from "@tanstack/react-query";

/**
 * What the pages ask with, whatever the browser says about the network: a service on this machine or network
 * answers without the internet, and a paused query would leave a page as it was without a word.
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
