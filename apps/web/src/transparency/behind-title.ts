import { type DemandKind, demandKinds } from "@graticule/desk/demand";
import { demandWords } from "../i18n/demand-words.ts";
import { hostMonth } from "../i18n/host-time.ts";
import { transparencyWords } from "../i18n/transparency-words.ts";
import { inSentence } from "../places/in-sentence.ts";
import { nameOfCode } from "../places/names.ts";

const { entries: said } = transparencyWords;

/**
 * The title of the entries behind a figure; undefined: there is no such figure.
 * @param nameOf the authority's name by its figure, where it is known
 */
export function behindTitle(
  behind: string,
  nameOf: (behind: string) => string | undefined = () => undefined,
): string | undefined {
  if (behind === "all") return transparencyWords.allEntries;
  const figure = figureTitle(behind, nameOf);
  return figure === undefined ? undefined : said.title(figure);
}

function figureTitle(
  behind: string,
  nameOf: (behind: string) => string | undefined,
): string | undefined {
  if (Object.hasOwn(said.figure, behind)) return said.figure[behind];
  const [group, row = ""] = behind.split(":", 2);
  if (behind !== `${group}:${row}`) return undefined;
  switch (group) {
    case "demand":
      return isDemand(row) ? said.demand(demandWords.demand[row]) : undefined;
    case "place":
      return /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(row)
        ? said.place(inSentence(nameOfCode(row)))
        : undefined;
    case "month":
      return /^\d{4}-(0[1-9]|1[0-2])$/.test(row) ? said.month(hostMonth(row)) : undefined;
    case "authority":
      return authorityTitle(row, nameOf(behind));
    default:
      return undefined;
  }
}

function isDemand(row: string): row is DemandKind {
  return (demandKinds as readonly string[]).includes(row);
}

function authorityTitle(row: string, name: string | undefined): string | undefined {
  if (row === "sealed") return said.sealedAuthorities;
  if (row === "taken-down") return said.takenDownAuthorities;
  if (!/^\d{1,15}$/.test(row)) return undefined;
  return name === undefined ? said.oneAuthority : said.authority(name);
}
