/** Customers' phones, simulated: writes to a line as a customer and shows what comes back. */
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { FlaskConicalOff, UserPlus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { linesQuery } from '@/api/directory';
import type { Line, SandboxCustomer } from '@/api/types';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { SelectField } from '@/components/ui/field';
import { Card, Page } from '@/components/ui/page';
import { EmptyState, ErrorState, Loading, NoPermission, Skeleton } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';
import { FaultPanel } from './fault-panel';
import { Phone } from './phone';
import { addressOf, customersQuery } from './queries';

const NewCustomer = lazy(() => import('./new-customer').then((module) => ({ default: module.NewCustomer })));

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
  const { id } = useOrganization();
  const lines = useQuery(linesQuery(id));
  const customers = useQuery(customersQuery(id));
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
  return <Phones lines={lines.data} known={customers.data} />;
}

type PhonesProps = { lines: Line[]; known: SandboxCustomer[] };

function Phones({ lines, known }: PhonesProps) {
  const { t } = useI18n();
  const { id: organization } = useOrganization();
  const [chosenLine, setLine] = useState('');
  const [opened, setOpened] = useState<string[]>([]);
  const [wanted, setWanted] = useState('');
  const [added, setAdded] = useState<SandboxCustomer[]>([]);
  const [adding, setAdding] = useState(false);
  const isKnown = (address: string) => known.some((one) => addressOf(one) === address);
  const customers = [...known, ...added.filter((one) => !isKnown(addressOf(one)))];
  const line = chosenLine || lines[0]?.id || '';
  const customer =
    customers.find((one) => addressOf(one) === wanted) ??
    // One who stays silent by itself is the better one to play.
    customers.find((one) => !one.automatic) ??
    customers[0];
  const chosen = customer ? addressOf(customer) : '';
  const open = (address: string) => {
    setOpened((all) => [...new Set([...all, chosen, address])]);
    setWanted(address);
  };
  const add = (someone: SandboxCustomer) => {
    setAdded((all) => [...all, someone]);
    open(addressOf(someone));
  };
  const phones = opened.flatMap((address) => customers.find((one) => addressOf(one) === address) ?? []);
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_390px]">
      <div className="grid gap-5 max-lg:order-last">
        <Card
          title={t('phone.who')}
          action={
            <Button variant="outline" onClick={() => setAdding(true)}>
              <UserPlus />
              {t('phone.new')}
            </Button>
          }
        >
          <div className="grid gap-4 p-4 sm:grid-cols-2">
            <SelectField
              label={t('phone.customer')}
              value={chosen}
              onChange={(event) => open(event.target.value)}
            >
              {customers.map((one) => (
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
              {lines.map((one) => (
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
        <div className="flex min-w-0 flex-col gap-3">
          {phones.length > 1 && <Switcher phones={phones} chosen={chosen} onChoose={setWanted} />}
          <Phone
            key={`${line} ${chosen}`}
            place={{ organization, line, customer }}
            isNew={!isKnown(chosen)}
          />
        </div>
      ) : (
        <EmptyState icon={FlaskConicalOff} title={t('phone.nobody')} />
      )}
      <Suspense>{adding && <NewCustomer onClose={() => setAdding(false)} onAdd={add} />}</Suspense>
    </div>
  );
}

type SwitcherProps = { phones: SandboxCustomer[]; chosen: string; onChoose: (address: string) => void };

/** The phones that were taken up, to go from one to the other. */
function Switcher({ phones, chosen, onChoose }: SwitcherProps) {
  const { t } = useI18n();
  return (
    <nav aria-label={t('phone.phones')} className="flex gap-1.5 overflow-x-auto p-1">
      {phones.map((one) => {
        const address = addressOf(one);
        const current = address === chosen;
        return (
          <button
            key={address}
            type="button"
            aria-current={current ? 'true' : undefined}
            title={one.phone ? formatPhone(one.phone) : one.user_id}
            onClick={() => onChoose(address)}
            className={clsx(
              'flex h-9 max-w-44 shrink-0 items-center gap-2 rounded-full border py-0.5 pr-3 pl-1 text-13 max-md:h-11',
              current
                ? 'border-verdi-line bg-verdi-soft font-medium text-verdi-ink'
                : 'border-line bg-surface text-ink-2 hover:bg-hover hover:text-ink',
            )}
          >
            <Avatar name={one.name} size={26} />
            <span className="truncate">{one.name}</span>
          </button>
        );
      })}
    </nav>
  );
}
