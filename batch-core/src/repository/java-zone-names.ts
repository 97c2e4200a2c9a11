/**
 * The short name Java gives a zone in `java.util.Date.toString()` (Locale.US, JDK 17): standard time, then daylight time where it differs.
 * Job keys of 5.x and 6.x contain it, and `Intl` knows only a few of these names.
 */
import { zoneOffsetMs } from "../model/wall-clock.ts";

/** `KST`, `CEST`, or `GMT+04:00` for a zone without a name. */
export function javaZoneName(epochMs: number, timeZone: string): string {
  const names = zoneNames.get(timeZone);
  const offset = zoneOffsetMs(epochMs, timeZone);
  if (!names) return offsetName(offset);
  // Daylight time is what is ahead of the least offset of that year.
  const year = new Date(epochMs).getUTCFullYear();
  const standard = Math.min(zoneOffsetMs(Date.UTC(year, 0, 1), timeZone), zoneOffsetMs(Date.UTC(year, 6, 1), timeZone));
  return offset > standard ? names.daylight : names.standard;
}

function offsetName(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const two = (n: number) => String(n).padStart(2, "0");
  return `GMT${offsetMs < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const TABLE = `
ACST/ACDT Australia/Adelaide Australia/Broken_Hill Australia/Darwin Australia/North Australia/South Australia/Yancowinna
ACT/ACST America/Eirunepe America/Porto_Acre America/Rio_Branco Brazil/Acre
ACWST/ACWDT Australia/Eucla
AEST/AEDT Antarctica/Macquarie Australia/ACT Australia/Brisbane Australia/Canberra Australia/Currie Australia/Hobart
AEST/AEDT Australia/Lindeman Australia/Melbourne Australia/NSW Australia/Queensland Australia/Sydney Australia/Tasmania
AEST/AEDT Australia/Victoria
AFT/AFST Asia/Kabul
AKST/AKDT America/Anchorage America/Juneau America/Metlakatla America/Nome America/Sitka America/Yakutat US/Alaska
ALMT/ALMST Asia/Almaty
AMT/AMST America/Boa_Vista America/Campo_Grande America/Cuiaba America/Manaus America/Porto_Velho Asia/Yerevan Brazil/West
ANAT/ANAST Asia/Anadyr
AQTT/AQTST Asia/Aqtau Asia/Aqtobe
ART/ARST America/Argentina/Buenos_Aires America/Argentina/Catamarca America/Argentina/ComodRivadavia
ART/ARST America/Argentina/Cordoba America/Argentina/Jujuy America/Argentina/La_Rioja America/Argentina/Mendoza
ART/ARST America/Argentina/Rio_Gallegos America/Argentina/Salta America/Argentina/San_Juan America/Argentina/San_Luis
ART/ARST America/Argentina/Tucuman America/Argentina/Ushuaia America/Buenos_Aires America/Catamarca America/Cordoba
ART/ARST America/Jujuy America/Mendoza America/Rosario
AST/ADT America/Anguilla America/Antigua America/Aruba America/Barbados America/Blanc-Sablon America/Curacao
AST/ADT America/Dominica America/Glace_Bay America/Goose_Bay America/Grenada America/Guadeloupe America/Halifax
AST/ADT America/Kralendijk America/Lower_Princes America/Marigot America/Martinique America/Moncton America/Montserrat
AST/ADT America/Port_of_Spain America/Puerto_Rico America/Santo_Domingo America/St_Barthelemy America/St_Kitts
AST/ADT America/St_Lucia America/St_Thomas America/St_Vincent America/Thule America/Tortola America/Virgin Asia/Aden
AST/ADT Asia/Baghdad Asia/Bahrain Asia/Kuwait Asia/Qatar Asia/Riyadh Atlantic/Bermuda Canada/Atlantic
AWST/AWDT Antarctica/Casey Australia/Perth Australia/West
AZOT/AZOST Atlantic/Azores
AZT/AZST Asia/Baku
BDT/BDST Asia/Dacca Asia/Dhaka
BNT/BNST Asia/Brunei
BOT/BOST America/La_Paz
BRT/BRST America/Araguaina America/Bahia America/Belem America/Fortaleza America/Maceio America/Recife America/Santarem
BRT/BRST America/Sao_Paulo Brazil/East
BST Pacific/Bougainville
BTT/BTST Asia/Thimbu Asia/Thimphu
CAT/CAST Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare Africa/Juba Africa/Khartoum Africa/Kigali
CAT/CAST Africa/Lubumbashi Africa/Lusaka Africa/Maputo
CAT/WAT Africa/Windhoek
CCT/CCST Indian/Cocos
CET/CEST Africa/Algiers Africa/Ceuta Africa/Tunis Arctic/Longyearbyen Atlantic/Jan_Mayen CET Europe/Amsterdam Europe/Andorra
CET/CEST Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Budapest Europe/Busingen Europe/Copenhagen
CET/CEST Europe/Gibraltar Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Monaco Europe/Oslo
CET/CEST Europe/Paris Europe/Podgorica Europe/Prague Europe/Rome Europe/San_Marino Europe/Sarajevo Europe/Skopje
CET/CEST Europe/Stockholm Europe/Tirane Europe/Vaduz Europe/Vatican Europe/Vienna Europe/Warsaw Europe/Zagreb Europe/Zurich
CET/CEST Poland
CHAST/CHADT NZ-CHAT Pacific/Chatham
CHOT/CHOST Asia/Choibalsan
CHUT/CHUST Pacific/Chuuk Pacific/Truk Pacific/Yap
CKT/CKHST Pacific/Rarotonga
CLT/CLST America/Santiago Antarctica/Palmer Chile/Continental
COT/COST America/Bogota
CST/CDT America/Bahia_Banderas America/Belize America/Chicago America/Chihuahua America/Costa_Rica America/El_Salvador
CST/CDT America/Guatemala America/Havana America/Indiana/Knox America/Indiana/Tell_City America/Knox_IN America/Managua
CST/CDT America/Matamoros America/Menominee America/Merida America/Mexico_City America/Monterrey America/North_Dakota/Beulah
CST/CDT America/North_Dakota/Center America/North_Dakota/New_Salem America/Ojinaga America/Rainy_River America/Rankin_Inlet
CST/CDT America/Regina America/Resolute America/Swift_Current America/Tegucigalpa America/Winnipeg Asia/Chongqing
CST/CDT Asia/Chungking Asia/Harbin Asia/Macao Asia/Macau Asia/Shanghai Asia/Taipei CST6CDT Canada/Central
CST/CDT Canada/Saskatchewan Cuba Mexico/General PRC US/Central US/Indiana-Starke
CVT/CVST Atlantic/Cape_Verde
CXT/CXST Indian/Christmas
ChST/ChDT Pacific/Guam Pacific/Saipan
DAVT/DAVST Antarctica/Davis
DDUT/DDUST Antarctica/DumontDUrville
EAST/EASST Chile/EasterIsland Pacific/Easter
EAT/EAST Africa/Addis_Ababa Africa/Asmara Africa/Asmera Africa/Dar_es_Salaam Africa/Djibouti Africa/Kampala Africa/Mogadishu
EAT/EAST Africa/Nairobi Indian/Antananarivo Indian/Comoro Indian/Mayotte
ECT/ECST America/Guayaquil
EET/EEST Africa/Cairo Africa/Tripoli Asia/Amman Asia/Beirut Asia/Damascus Asia/Famagusta Asia/Gaza Asia/Hebron Asia/Nicosia
EET/EEST EET Egypt Europe/Athens Europe/Bucharest Europe/Chisinau Europe/Helsinki Europe/Kaliningrad Europe/Kiev Europe/Kyiv
EET/EEST Europe/Mariehamn Europe/Nicosia Europe/Riga Europe/Sofia Europe/Tallinn Europe/Tiraspol Europe/Uzhgorod
EET/EEST Europe/Vilnius Europe/Zaporozhye Libya
EGT/EGST America/Scoresbysund
EST/EDT America/Atikokan America/Cancun America/Cayman America/Coral_Harbour America/Detroit America/Fort_Wayne
EST/EDT America/Grand_Turk America/Indiana/Indianapolis America/Indiana/Marengo America/Indiana/Petersburg
EST/EDT America/Indiana/Vevay America/Indiana/Vincennes America/Indiana/Winamac America/Indianapolis America/Iqaluit
EST/EDT America/Jamaica America/Kentucky/Louisville America/Kentucky/Monticello America/Louisville America/Montreal
EST/EDT America/Nassau America/New_York America/Nipigon America/Panama America/Pangnirtung America/Port-au-Prince
EST/EDT America/Thunder_Bay America/Toronto Canada/Eastern EST5EDT Jamaica US/East-Indiana US/Eastern US/Michigan
FJT/FJST Pacific/Fiji
FKT/FKST Atlantic/Stanley
FNT/FNST America/Noronha Brazil/DeNoronha
GALT/GALST Pacific/Galapagos
GAMT/GAMST Pacific/Gambier
GET/GEST Asia/Tbilisi
GFT/GFST America/Cayenne
GILT/GILST Pacific/Tarawa
GMT/BST Europe/Belfast Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/London GB GB-Eire
GMT/CEST Antarctica/Troll
GMT/GHST Africa/Accra
GMT Africa/Abidjan Africa/Bamako Africa/Banjul Africa/Bissau Africa/Conakry Africa/Dakar Africa/Freetown Africa/Lome
GMT Africa/Monrovia Africa/Nouakchott Africa/Ouagadougou Africa/Sao_Tome Africa/Timbuktu America/Danmarkshavn
GMT Atlantic/Reykjavik Atlantic/St_Helena Etc/GMT Etc/GMT+0 Etc/GMT-0 Etc/GMT0 Etc/Greenwich GMT GMT0 Greenwich Iceland
GMT/IST Eire Europe/Dublin
GST/GDT Asia/Dubai Asia/Muscat Atlantic/South_Georgia
GYT/GYST America/Guyana
HAST/HADT America/Adak America/Atka Pacific/Johnston US/Aleutian
HKT/HKST Asia/Hong_Kong Hongkong
HOVT/HOVST Asia/Hovd
HST/HDT Pacific/Honolulu US/Hawaii
ICT/ICST Asia/Bangkok Asia/Ho_Chi_Minh Asia/Phnom_Penh Asia/Saigon Asia/Vientiane
IOT/IOST Indian/Chagos
IRKT/IRKST Asia/Irkutsk
IRST/IRDT Asia/Tehran Iran
IST/IDT Asia/Calcutta Asia/Colombo Asia/Jerusalem Asia/Kolkata Asia/Tel_Aviv Israel
JST/JDT Asia/Tokyo Japan
KGT/KGST Asia/Bishkek
KOST/KOSST Pacific/Kosrae
KRAT/KRAST Asia/Krasnoyarsk Asia/Novokuznetsk
KST/KDT Asia/Pyongyang Asia/Seoul ROK
LHST/LHDT Australia/LHI Australia/Lord_Howe
LINT/LINST Pacific/Kiritimati
MAGT/MAGST Asia/Magadan
MART/MARST Pacific/Marquesas
MAWT/MAWST Antarctica/Mawson
MET/MEST MET
MHT/MHST Kwajalein Pacific/Kwajalein Pacific/Majuro
MMT/MMST Asia/Rangoon Asia/Yangon
MSK/MSD Europe/Kirov Europe/Minsk Europe/Moscow Europe/Simferopol Europe/Volgograd W-SU
MST/MDT America/Boise America/Cambridge_Bay America/Ciudad_Juarez America/Creston America/Dawson America/Dawson_Creek
MST/MDT America/Denver America/Edmonton America/Fort_Nelson America/Hermosillo America/Inuvik America/Mazatlan
MST/MDT America/Phoenix America/Shiprock America/Whitehorse America/Yellowknife Canada/Mountain Canada/Yukon MST7MDT
MST/MDT Mexico/BajaSur Navajo US/Arizona US/Mountain
MUT/MUST Indian/Mauritius
MVT/MVST Indian/Maldives
MYT/MYST Asia/Kuala_Lumpur Asia/Kuching
NCT/NCST Pacific/Noumea
NFT/NFST Pacific/Norfolk
NOVT/NOVST Asia/Novosibirsk
NPT/NPST Asia/Kathmandu Asia/Katmandu
NRT/NRST Pacific/Nauru
NST/NDT America/St_Johns Canada/Newfoundland
NUT/NUST Pacific/Niue
NZST/NZDT Antarctica/McMurdo Antarctica/South_Pole NZ Pacific/Auckland
OMST/OMSST Asia/Omsk
ORAT/ORAST Asia/Oral
PET/PEST America/Lima
PETT/PETST Asia/Kamchatka
PGT/PGST Pacific/Port_Moresby
PHOT/PHOST Pacific/Enderbury
PKT/PKST Asia/Karachi
PMST/PMDT America/Miquelon
PONT/PONST Pacific/Pohnpei Pacific/Ponape
PST/PDT America/Ensenada America/Los_Angeles America/Santa_Isabel America/Tijuana America/Vancouver Asia/Manila
PST/PDT Canada/Pacific Mexico/BajaNorte PST8PDT Pacific/Pitcairn US/Pacific
PWT/PWST Pacific/Palau
PYT/PYST America/Asuncion
QOST/QOSST Asia/Qostanay
QYZT/QYZST Asia/Qyzylorda
RET/REST Indian/Reunion
ROTT/ROTST Antarctica/Rothera
SAKT/SAKST Asia/Sakhalin
SAMT/SAMST Europe/Samara
SAST Africa/Johannesburg Africa/Maseru Africa/Mbabane
SBT/SBST Pacific/Guadalcanal
SCT/SCST Indian/Mahe
SGT/SGST Asia/Singapore Singapore
SRET/SREDT Asia/Srednekolymsk
SRT/SRST America/Paramaribo
SST/SDT Pacific/Midway Pacific/Pago_Pago Pacific/Samoa US/Samoa
SYOT/SYOST Antarctica/Syowa
TAHT/TAHST Pacific/Tahiti
TFT/TFST Indian/Kerguelen
TJT/TJST Asia/Dushanbe
TKT/TKST Pacific/Fakaofo
TLT/TLST Asia/Dili
TMT/TMST Asia/Ashgabat Asia/Ashkhabad
TOT/TOST Pacific/Tongatapu
TRT/TRST Asia/Istanbul Europe/Istanbul Turkey
TVT/TVST Pacific/Funafuti
ULAT/ULAST Asia/Ulaanbaatar Asia/Ulan_Bator
UTC Etc/UCT Etc/UTC Etc/Universal Etc/Zulu UCT UTC Universal Zulu
UYT/UYST America/Montevideo
UZT/UZST Asia/Samarkand Asia/Tashkent
VET/VEST America/Caracas
VLAT/VLAST Asia/Ust-Nera Asia/Vladivostok
VOST/VOSST Antarctica/Vostok
VUT/VUST Pacific/Efate
WAKT/WAKST Pacific/Wake
WAT/WAST Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa Africa/Lagos Africa/Libreville Africa/Luanda
WAT/WAST Africa/Malabo Africa/Ndjamena Africa/Niamey Africa/Porto-Novo
WET/WEST Africa/Casablanca Africa/El_Aaiun Atlantic/Canary Atlantic/Faeroe Atlantic/Faroe Atlantic/Madeira Europe/Lisbon
WET/WEST Portugal WET
WFT/WFST Pacific/Wallis
WGT/WGST America/Godthab America/Nuuk
WIB/WIST Asia/Jakarta Asia/Pontianak
WIT/EIST Asia/Jayapura
WITA/CIST Asia/Makassar Asia/Ujung_Pandang
WSST/WSDT Pacific/Apia
XJT/XJDT Asia/Kashgar Asia/Urumqi
YAKT/YAKST Asia/Chita Asia/Khandyga Asia/Yakutsk
YEKT/YEKST Asia/Yekaterinburg
`;

const zoneNames = new Map(
  TABLE.trim()
    .split("\n")
    .flatMap((line) => {
      const [names = "", ...zones] = line.split(" ");
      const [standard = names, daylight = standard] = names.split("/");
      return zones.map((zone) => [zone, { standard, daylight }] as const);
    }),
);
