/** The languages in which Meta takes templates. */
const CODES =
  'es es_MX es_AR es_CL es_CO es_CR es_DO es_EC es_ES es_GT es_HN es_NI es_PA es_PE es_PR es_PY es_SV es_UY es_VE ' +
  'en en_US en_GB en_AE en_AU en_CA en_GH en_IE en_IN en_JM en_MY en_NZ en_QA en_SG en_UG en_ZA pt_BR pt_PT ' +
  'af ar ar_AE ar_EG ar_LB ar_MA ar_QA az be_BY bg bn bn_IN ca cs da de de_AT de_CH el et fa fi fil fr fr_BE ' +
  'fr_CA fr_CH fr_CI fr_MA ga gu ha he hi hr hu id it ja ka kk kn ko ky_KG lo lt lv mk ml mr ms nb nl nl_BE pa pl ' +
  'ps_AF ro ru rw_RW si_LK sk sl sq sr sv sw ta te th tr uk ur uz vi zh_CN zh_HK zh_TW zu';

export const LANGUAGES: readonly string[] = CODES.split(' ');

/** "español (México)" for `es_MX`; the code itself where nobody knows a name. */
export function languageName(code: string, locale: string): string {
  try {
    const names = new Intl.DisplayNames(locale, { type: 'language', languageDisplay: 'standard' });
    return names.of(code.replace('_', '-')) ?? code;
  } catch {
    return code;
  }
}

const HOME: Record<string, string> = {
  MX: 'es_MX',
  BR: 'pt_BR',
  PT: 'pt_PT',
  US: 'en_US',
  GB: 'en_GB',
};

/** What most of an organization's customers read. */
export function usualLanguage(country: string, locale: string): string {
  const known = HOME[country] ?? `${locale}_${country}`;
  return LANGUAGES.includes(known) ? known : locale === 'pt' ? 'pt_BR' : locale;
}
