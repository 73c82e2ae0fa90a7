/** A source's attribution as its maker asks for it: the text, and the address that it links to. */
export interface Attribution {
  readonly text: string;
  readonly href: string | undefined;
}

/** Splits "Made by X (https://x.example)" into the text and the link. Only https is linked. */
export function readAttribution(attribution: string): Attribution {
  const match = /^(.*\S)\s*\((https:\/\/[^\s()]+)\)\s*$/.exec(attribution);
  const [, text, href] = match ?? [];
  return text === undefined ? { text: attribution.trim(), href: undefined } : { text, href };
}
