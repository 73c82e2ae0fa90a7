/**
 * The graticule: a fixed grid of equal squares, one for each ISO 3166-1 code and `XK`.
 * It is an illustration: the squares stand roughly where the places lie on a world map, none is
 * larger than another and none touches another by a border. A square never moves, so that people
 * learn where "their" place is. `··` is sea.
 */
const rows = [
  "·· ·· ·· ·· ·· ·· ·· ·· GL ·· ·· ·· ·· ·· ·· ·· SJ ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··",
  "·· CA ·· ·· ·· ·· ·· ·· ·· ·· ·· IS ·· FO ·· NO SE AX FI ·· ·· RU ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··",
  "·· US ·· PM ·· ·· ·· ·· ·· ·· ·· IE IM GB ·· DK ·· ·· EE ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··",
  "MX ·· ·· ·· BM ·· ·· ·· ·· ·· ·· GG JE BE NL DE PL LT LV ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··",
  "GT BZ ·· CU BS TC ·· ·· ·· ·· ·· ·· FR LU LI CZ SK BY ·· ·· ·· KZ ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··",
  "SV HN KY JM HT DO PR VI ·· ·· ·· AD MC CH AT HU RO MD UA ·· ·· UZ KG ·· ·· MN ·· ·· ·· ·· ·· ·· ·· ··",
  "·· NI ·· ·· ·· VG AI SX ·· ·· PT ES SM IT SI HR RS BG ·· GE AZ TM TJ ·· ·· CN ·· KP ·· ·· ·· ·· ·· ··",
  "·· CR ·· ·· ·· KN MF BL ·· ·· ·· GI ·· VA BA ME XK MK TR AM IR AF ·· NP BT ·· ·· KR ·· JP ·· ·· ·· ··",
  "·· PA ·· ·· ·· MS AG GP ·· ·· ·· ·· ·· MT ·· AL GR CY LB SY IQ KW PK IN BD ·· MO HK TW ·· ·· ·· ·· ··",
  "·· ·· AW CW BQ LC DM MQ ·· ·· ·· MA DZ TN LY EG ·· PS IL JO SA BH QA LK MM LA VN ·· PH ·· MP ·· UM ··",
  "·· ·· CO VE TT GD VC BB ·· ·· EH MR ML NE TD SD ER ·· ·· ·· YE OM AE MV ·· TH KH ·· ·· PW GU ·· MH ··",
  "·· ·· EC GY SR GF ·· ·· CV GM SN GN BF BJ NG SS ET DJ ·· ·· ·· ·· ·· ·· ·· MY BN ·· ·· ·· FM NR KI ··",
  "·· ·· PE BO BR ·· ·· ·· ·· GW SL CI GH TG CM CF UG KE SO ·· ·· ·· ·· ·· ·· SG ID TL ·· PG SB TV TK ··",
  "·· ·· CL PY ·· ·· ·· ·· ·· ·· ·· LR ST GQ CG CD RW TZ ·· SC ·· IO ·· ·· ·· CC CX ·· ·· ·· VU WF WS AS",
  "·· ·· ·· AR UY ·· ·· ·· ·· ·· ·· ·· ·· GA AO ZM BI MW KM ·· ·· ·· ·· ·· ·· ·· ·· ·· AU ·· NC FJ TO NU",
  "·· ·· ·· ·· FK ·· ·· ·· ·· ·· SH ·· ·· ·· NA BW ZW MZ YT ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· NF ·· CK ··",
  "·· ·· ·· ·· ·· ·· GS ·· ·· ·· ·· ·· ·· ·· ·· ZA SZ ·· MG MU ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· NZ ·· PF PN",
  "·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· LS ·· ·· ·· RE ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··",
  "·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· BV ·· AQ ·· ·· ·· ·· ·· TF ·· HM ·· ·· ·· ·· ·· ·· ·· ·· ·· ··",
] as const;

/** One square: a country-level code and where it stands, row and column from 0 at the top left. */
export interface Square {
  readonly code: string;
  readonly row: number;
  readonly column: number;
}

export const squares: readonly Square[] = rows.flatMap((line, row) =>
  line
    .split(" ")
    .flatMap((code, column) => (code === "··" ? [] : [{ code, row, column } satisfies Square])),
);

export const gridRows = rows.length;
export const gridColumns = rows[0].split(" ").length;

const byCode = new Map(squares.map((square) => [square.code, square]));

/** The square of a code, or of the country that a subdivision (`UA-43`) is inside. */
export function squareOf(code: string): Square | undefined {
  return byCode.get(code.slice(0, 2));
}
