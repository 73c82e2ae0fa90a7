import { type Place, parsePlace } from "./place.ts";

/** Country → `SUFFIX name` pairs between semicolons, where the usual English name differs from ISO's. */
const table: Readonly<Record<string, string>> = {
  AT: "2 Carinthia;3 Lower Austria;4 Upper Austria;6 Styria;7 Tyrol;9 Vienna",
  BE: "BRU Brussels;VLG Flanders;WAL Wallonia;VAN Antwerp;VBR Flemish Brabant;VOV East Flanders;VWV West Flanders;WBR Walloon Brabant",
  CH: "FR Fribourg;GE Geneva;GR Grisons;LU Lucerne;NE Neuchâtel;SG St. Gallen;TI Ticino;VD Vaud;VS Valais;ZH Zurich",
  CN: "AH Anhui;BJ Beijing;CQ Chongqing;FJ Fujian;GD Guangdong;GS Gansu;GX Guangxi;GZ Guizhou;HA Henan;HB Hubei;HE Hebei;HI Hainan;HL Heilongjiang;HN Hunan;JL Jilin;JS Jiangsu;JX Jiangxi;LN Liaoning;NM Inner Mongolia;NX Ningxia;QH Qinghai;SC Sichuan;SD Shandong;SH Shanghai;SN Shaanxi;SX Shanxi;TJ Tianjin;XJ Xinjiang;XZ Tibet;YN Yunnan;ZJ Zhejiang",
  CZ: "10 Prague;20 Central Bohemia;31 South Bohemia;64 South Moravia",
  DE: "BY Bavaria;HE Hesse;MV Mecklenburg-Western Pomerania;NI Lower Saxony;NW North Rhine-Westphalia;RP Rhineland-Palatinate;SN Saxony;ST Saxony-Anhalt;TH Thuringia",
  DK: "81 North Denmark;82 Central Denmark;83 Southern Denmark;84 Capital Region of Denmark;85 Zealand",
  ES: "AN Andalusia;AR Aragon;AS Asturias;CN Canary Islands;CL Castile and León;CM Castile-La Mancha;CT Catalonia;EX Extremadura;IB Balearic Islands;MC Region of Murcia;MD Community of Madrid;NC Navarre;PV Basque Country;VC Valencian Community;SE Seville",
  FR: "20R Corsica;75C Paris;BFC Burgundy-Franche-Comté;BRE Brittany;NOR Normandy",
  GR: "A Eastern Macedonia and Thrace;B Central Macedonia;I Attica;M Crete",
  IL: "D Southern District;HA Haifa;JM Jerusalem;M Central District;TA Tel Aviv;Z Northern District",
  IQ: "KR Kurdistan Region;BG Baghdad;AR Erbil;BA Basra;NI Nineveh;KI Kirkuk",
  IT: "21 Piedmont;23 Aosta Valley;25 Lombardy;32 Trentino-South Tyrol;52 Tuscany;75 Apulia;82 Sicily;88 Sardinia;FI Florence;GE Genoa;MI Milan;NA Naples;RM Rome;TO Turin;VE Venice",
  JP: "01 Hokkaido;07 Fukushima;09 Tochigi;12 Chiba;13 Tokyo;17 Ishikawa;18 Fukui;19 Yamanashi;21 Gifu;22 Shizuoka;23 Aichi;25 Shiga;26 Kyoto;27 Osaka;28 Hyogo;32 Shimane;34 Hiroshima;35 Yamaguchi;36 Tokushima;39 Kochi;40 Fukuoka;44 Oita;46 Kagoshima",
  KR: "11 Seoul;26 Busan;27 Daegu;28 Incheon;29 Gwangju;30 Daejeon;31 Ulsan;41 Gyeonggi;42 Gangwon;43 North Chungcheong;44 South Chungcheong;45 North Jeolla;46 South Jeolla;47 North Gyeongsang;48 South Gyeongsang;49 Jeju",
  MD: "SN Transnistria;GA Gagauzia;CU Chișinău",
  NL: "FR Friesland;NB North Brabant;NH North Holland;ZE Zeeland;ZH South Holland",
  PL: "02 Lower Silesia;04 Kuyavia-Pomerania;06 Lublin;08 Lubusz;10 Łódź;12 Lesser Poland;14 Masovia;16 Opole;18 Subcarpathia;20 Podlaskie;22 Pomerania;24 Silesia;26 Świętokrzyskie;28 Warmia-Masuria;30 Greater Poland;32 West Pomerania",
  PT: "11 Lisbon;20 Azores;30 Madeira",
  RO: "B Bucharest",
  RS: "00 Belgrade",
  RU: "MOW Moscow;MOS Moscow Oblast;SPE Saint Petersburg;LEN Leningrad Oblast;CE Chechnya;DA Dagestan;IN Ingushetia;TA Tatarstan;BA Bashkortostan;SA Yakutia;KGD Kaliningrad;SE North Ossetia;KDA Krasnodar Krai;BU Buryatia;AD Adygea;KR Karelia;CHU Chukotka;KAM Kamchatka;SAK Sakhalin;KO Komi;TY Tuva;PRI Primorye;KB Kabardino-Balkaria;KC Karachay-Cherkessia;UD Udmurtia;CU Chuvashia;ME Mari El;MO Mordovia;KL Kalmykia;KK Khakassia;AL Altai Republic;ALT Altai Krai;YEV Jewish Autonomous Oblast",
  UA: "05 Vinnytsia;07 Volyn;09 Luhansk;12 Dnipropetrovsk;14 Donetsk;18 Zhytomyr;21 Zakarpattia;23 Zaporizhzhia;26 Ivano-Frankivsk;30 Kyiv;32 Kyiv Oblast;35 Kirovohrad;40 Sevastopol;43 Crimea;46 Lviv;48 Mykolaiv;51 Odesa;53 Poltava;56 Rivne;59 Sumy;61 Ternopil;63 Kharkiv;65 Kherson;68 Khmelnytskyi;71 Cherkasy;74 Chernihiv;77 Chernivtsi",
};

/**
 * Usual English names of subdivisions, where they differ from ISO's local ones. Written by hand for
 * the countries that people search most; all others keep their local name.
 */
export const englishNames: ReadonlyMap<Place, string> = new Map(
  Object.entries(table).flatMap(([country, names]) =>
    names.split(";").map((line): [Place, string] => {
      const space = line.indexOf(" ");
      const place = parsePlace(`${country}-${line.slice(0, space)}`);
      if (place === undefined) throw new Error(`a name is given to ${country}, ${line}`);
      return [place, line.slice(space + 1)];
    }),
  ),
);
