/** A customer's phone, simulated: writes to a line as the customer and shows what comes back. */
import { useQuery } from '@tanstack/react-query';
import { FlaskConicalOff } from 'lucide-react';
import { useState } from 'react';
import { linesQuery } from '@/api/directory';
import { SelectField } from '@/components/ui/field';
import { Card, Page } from '@/components/ui/page';
import { EmptyState, ErrorState, Loading, NoPermission, Skeleton } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';
import { FaultPanel } from './fault-panel';
import { Phone } from './phone';
import { addressOf, customersQuery } from './queries';

export function PhonePage() {
  const { t } = useI18n();
  const { me, can } = useOrganization();
  return (
    <Page title={t('nav.phone')} description={t('phone.hint')}>
      {!me.sandbox ? (
        <EmptyState icon={FlaskConicalOff} title={t('problem.sandbox_off')} />
      ) : can('sandbox.use') ? (
        <Simulator />
      ) : (
        <NoPermission />
      )}
    </Page>
  );
}

function Simulator() {
  const { t } = useI18n();
  const { id } = useOrganization();
  const lines = useQuery(linesQuery(id));
  const customers = useQuery(customersQuery(id));
  const [chosenLine, setLine] = useState('');
  const [chosenCustomer, setCustomer] = useState('');
  const error = lines.error ?? customers.error;
  if (error) {
    return (
      <ErrorState
        error={error}
        onRetry={() => {
          void lines.refetch();
          void customers.refetch();
        }}
      />
    );
  }
  if (!lines.data || !customers.data) {
    return (
      <Loading>
        <Skeleton className="mx-auto h-[640px] w-[380px] !rounded-[44px]" />
      </Loading>
    );
  }
  const line = chosenLine || lines.data[0]?.id || '';
  const customer =
    customers.data.find((one) => addressOf(one) === chosenCustomer) ??
    // One who stays silent by itself is the better one to play.
    customers.data.find((one) => !one.automatic) ??
    customers.data[0];
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_390px]">
      <div className="grid gap-5 max-lg:order-last">
        <Card title={t('phone.who')}>
          <div className="grid gap-4 p-4 sm:grid-cols-2">
            <SelectField
              label={t('phone.customer')}
              value={customer ? addressOf(customer) : ''}
              onChange={(event) => setCustomer(event.target.value)}
            >
              {customers.data.map((one) => (
                <option key={addressOf(one)} value={addressOf(one)}>
                  {one.name}
                  {one.automatic ? ` (${t('phone.automatic')})` : ''}
                </option>
              ))}
            </SelectField>
            <SelectField
              label={t('phone.line')}
              value={line}
              onChange={(event) => setLine(event.target.value)}
            >
              {lines.data.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name} {one.phone && formatPhone(one.phone)}
                </option>
              ))}
            </SelectField>
          </div>
        </Card>
        <FaultPanel line={line} />
      </div>
      {customer && line !== '' ? (
        <Phone key={`${line} ${addressOf(customer)}`} line={line} customer={customer} />
      ) : (
        <EmptyState icon={FlaskConicalOff} title={t('phone.nobody')} />
      )}
    </div>
  );
}
