/** What the fields of an account must be, before the server is asked. */
import type { Translate } from '@/lib/i18n';

const SHORTEST_PASSWORD = 10;

export const rulesFor = (t: Translate) => {
  const required = t('account.required');
  return {
    required: { required, validate: (value: string) => value.trim() !== '' || required },
    email: { required, pattern: { value: /^\S+@\S+\.\S+$/, message: t('account.email_invalid') } },
    password: { required, minLength: { value: SHORTEST_PASSWORD, message: t('problem.password_too_short') } },
  };
};
