/** Countries with their names in the reader's language; the Americas and Iberia first, as most of us are there. */
import { useI18n } from '@/lib/i18n';

const NEAR = 'MX BR AR CO CL PE EC UY PY BO VE CR PA GT HN SV NI DO CU PR US CA ES PT'.split(' ');
const OTHERS =
  'AD AE AL AM AO AT AU AZ BA BD BE BG BH BJ BW BY BZ CH CI CM CN CV CY CZ DE DK DZ EE EG FI FR GB GE GH GR GY HK HR HT HU ID IE IL IN IS IT JM JO JP KE KR KW KZ LB LK LT LU LV MA MD ME MK MT MU MY MZ NA NG NL NO NP NZ OM PH PK PL QA RO RS RU RW SA SE SG SI SK SN SR TH TN TR TT TW TZ UA UG UZ VN ZA ZM ZW'.split(
    ' ',
  );

export function CountryOptions() {
  const { locale } = useI18n();
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const option = (code: string) => (
    <option key={code} value={code}>
      {names.of(code) ?? code}
    </option>
  );
  const sorted = OTHERS.toSorted((a, b) => (names.of(a) ?? a).localeCompare(names.of(b) ?? b, locale));
  return (
    <>
      {NEAR.map(option)}
      <hr />
      {sorted.map(option)}
    </>
  );
}
