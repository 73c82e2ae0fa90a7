/** A region or sub-region of the UN M49 standard; `codes` are country codes between spaces. */
interface M49Region {
  readonly code: string;
  readonly name: string;
  readonly codes: string;
}

const northernAfrica = "DZ EG EH LY MA SD TN";
const easternAfrica = "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW";
const middleAfrica = "AO CD CF CG CM GA GQ ST TD";
const southernAfrica = "BW LS NA SZ ZA";
const westernAfrica = "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG";
const caribbean =
  "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI";
const centralAmerica = "BZ CR GT HN MX NI PA SV";
const southAmerica = "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE";
const northernAmerica = "BM CA GL PM US";
const centralAsia = "KG KZ TJ TM UZ";
const easternAsia = "CN HK JP KP KR MN MO";
const southEasternAsia = "BN ID KH LA MM MY PH SG TH TL VN";
const southernAsia = "AF BD BT IN IR LK MV NP PK";
const westernAsia = "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE";
const easternEurope = "BG BY CZ HU MD PL RO RU SK UA";
const northernEurope = "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ";
const southernEurope = "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA";
const westernEurope = "AT BE CH DE FR LI LU MC NL";
const australiaAndNewZealand = "AU CC CX HM NF NZ";
const melanesia = "FJ NC PG SB VU";
const micronesia = "FM GU KI MH MP NR PW UM";
const polynesia = "AS CK NU PF PN TK TO TV WF WS";

function all(...parts: readonly string[]): string {
  return parts.join(" ");
}

const subSaharanAfrica = all(easternAfrica, middleAfrica, southernAfrica, westernAfrica);
const latinAmerica = all(caribbean, centralAmerica, southAmerica);

/**
 * UN M49 regions, sub-regions and intermediate regions, as of December 2021. The standard has no
 * entry for Taiwan and none for Kosovo, so no region here holds `TW` or `XK`.
 */
export const m49Regions: readonly M49Region[] = [
  { code: "002", name: "Africa", codes: all(northernAfrica, subSaharanAfrica) },
  { code: "015", name: "Northern Africa", codes: northernAfrica },
  { code: "202", name: "Sub-Saharan Africa", codes: subSaharanAfrica },
  { code: "014", name: "Eastern Africa", codes: easternAfrica },
  { code: "017", name: "Middle Africa", codes: middleAfrica },
  { code: "018", name: "Southern Africa", codes: southernAfrica },
  { code: "011", name: "Western Africa", codes: westernAfrica },
  { code: "019", name: "Americas", codes: all(latinAmerica, northernAmerica) },
  { code: "419", name: "Latin America and the Caribbean", codes: latinAmerica },
  { code: "029", name: "Caribbean", codes: caribbean },
  { code: "013", name: "Central America", codes: centralAmerica },
  { code: "005", name: "South America", codes: southAmerica },
  { code: "003", name: "North America", codes: all(northernAmerica, centralAmerica, caribbean) },
  { code: "021", name: "Northern America", codes: northernAmerica },
  {
    code: "142",
    name: "Asia",
    codes: all(centralAsia, easternAsia, southEasternAsia, southernAsia, westernAsia),
  },
  { code: "143", name: "Central Asia", codes: centralAsia },
  { code: "030", name: "Eastern Asia", codes: easternAsia },
  { code: "035", name: "South-eastern Asia", codes: southEasternAsia },
  { code: "034", name: "Southern Asia", codes: southernAsia },
  { code: "145", name: "Western Asia", codes: westernAsia },
  {
    code: "150",
    name: "Europe",
    codes: all(easternEurope, northernEurope, southernEurope, westernEurope),
  },
  { code: "151", name: "Eastern Europe", codes: easternEurope },
  { code: "154", name: "Northern Europe", codes: northernEurope },
  { code: "039", name: "Southern Europe", codes: southernEurope },
  { code: "155", name: "Western Europe", codes: westernEurope },
  {
    code: "009",
    name: "Oceania",
    codes: all(australiaAndNewZealand, melanesia, micronesia, polynesia),
  },
  { code: "053", name: "Australia and New Zealand", codes: australiaAndNewZealand },
  { code: "054", name: "Melanesia", codes: melanesia },
  { code: "057", name: "Micronesia", codes: micronesia },
  { code: "061", name: "Polynesia", codes: polynesia },
  { code: "010", name: "Antarctica", codes: "AQ" },
];
