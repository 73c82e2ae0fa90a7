/** Lets the browser save a file that was made in the page. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the content by then; without this it stays in memory.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
