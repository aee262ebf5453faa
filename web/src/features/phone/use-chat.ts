/** The chat as the customer's phone has it, kept fresh by long polling: the simulator has no live stream. */
import { useEffect, useState } from 'react';
import type { SandboxChat } from '@/api/types';
import { addressOf, type ChatPlace, fetchChat } from './queries';

const AFTER_ERROR_MS = 2_000;

export type FollowedChat = { chat: SandboxChat | null; error: unknown };

export function useChat({ organization, line, customer }: ChatPlace): FollowedChat {
  const address = addressOf(customer);
  const [state, setState] = useState<FollowedChat>({ chat: null, error: null });
  useEffect(() => {
    setState({ chat: null, error: null });
    if (line === '' || address === '') return;
    const stop = new AbortController();
    const follow = async () => {
      let version: number | undefined;
      while (!stop.signal.aborted) {
        try {
          const chat = await fetchChat({ organization, line, customer: address }, version, stop.signal);
          version = chat.version;
          setState({ chat, error: null });
        } catch (error) {
          if (stop.signal.aborted) return;
          setState((old) => ({ ...old, error }));
          await new Promise((resolve) => setTimeout(resolve, AFTER_ERROR_MS));
        }
      }
    };
    void follow();
    return () => stop.abort();
  }, [organization, line, address]);
  return state;
}
