/** Tells the team at once and the customer sparingly that an answer is being written. */
import { useCallback, useEffect, useRef } from 'react';
import { api } from '@/api/client';
import { useOrganization } from '@/lib/current-organization';
import { currentWhereabouts, tellWhereabouts } from '@/lib/live-state';

const REPEAT_MS = 3_000;
const STOPS_AFTER_MS = 4_000;
/** WhatsApp shows "typing…" for up to 25 s, so once in 20 is enough. */
const CUSTOMER_EVERY_MS = 20_000;
const CUSTOMER_AFTER_MS = 1_200;

export function useTypingSignals(conversation: string): (typing: boolean) => void {
  const { id: organization } = useOrganization();
  const state = useRef({ told: 0, customer: 0, stop: 0, soon: 0 });

  const tellCustomer = useCallback(() => {
    state.current.customer = Date.now();
    const path = { organization, conversation };
    api
      .POST('/api/v1/organizations/{organization}/conversations/{conversation}/typing', { params: { path } })
      // A missed "typing…" is no loss, and the next key press tries again.
      .catch(() => undefined);
  }, [organization, conversation]);

  const stop = useCallback(() => {
    window.clearTimeout(state.current.stop);
    window.clearTimeout(state.current.soon);
    state.current.told = 0;
    state.current.soon = 0;
    if (currentWhereabouts().typing) tellWhereabouts({ conversation_id: conversation, typing: false });
  }, [conversation]);

  useEffect(() => stop, [stop]);

  return useCallback(
    (typing: boolean) => {
      if (!typing) {
        stop();
        return;
      }
      const signals = state.current;
      const now = Date.now();
      window.clearTimeout(signals.stop);
      signals.stop = window.setTimeout(stop, STOPS_AFTER_MS);
      if (now - signals.told > REPEAT_MS) {
        signals.told = now;
        tellWhereabouts({ conversation_id: conversation, typing: true });
      }
      if (signals.soon === 0 && now - signals.customer > CUSTOMER_EVERY_MS) {
        signals.soon = window.setTimeout(() => {
          signals.soon = 0;
          tellCustomer();
        }, CUSTOMER_AFTER_MS);
      }
    },
    [conversation, stop, tellCustomer],
  );
}
