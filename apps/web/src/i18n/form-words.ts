/** English words of every form and window that asks. */
export const formWords = {
  cancel: "Cancel",
  close: "Close",
} as const;
