/** English words of every form and window that asks. */
export const formWords = {
  cancel: "Cancel",
  close: "Close",
  fault: {
    offline: "We can’t reach the service. Check your connection, then try again.",
    "too-many": "Too many attempts. Wait a few minutes, then try again.",
    failed: "Something went wrong on our side. Try again in a moment.",
    "no-keys":
      "This browser can’t encrypt a meeting. You can schedule one without encryption under Options.",
    "code-kept":
      "The service gave this meeting the code of another meeting whose links this browser keeps. Nothing about the new one was saved here, so those links are safe. Try again.",
  },
} as const;
