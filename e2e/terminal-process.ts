import { followLines, hearsLines } from "../demo/terminal.ts";

/** Follows the lines of its terminal as the demo does, and says all the time that it runs. */
console.log(`hears ${hearsLines()}`);
followLines(() => console.log(`line, hears ${hearsLines()}`), new AbortController().signal);
setInterval(() => console.log("runs"), 50);
