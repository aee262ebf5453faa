/** The chat as the customer's phone has it, kept fresh by long polling: the simulator has no live stream. */
import { useEffect, useState } from 'react';
import type { SandboxChat } from '@/api/types';
import { fetchChat } from './queries';

const AFTER_ERROR_MS = 2_000;

export function useChat(
  organization: string,
  line: string,
  customer: string,
): { chat: SandboxChat | null; error: unknown } {
  const [state, setState] = useState<{ chat: SandboxChat | null; error: unknown }>({
    chat: null,
    error: null,
  });
  useEffect(() => {
    setState({ chat: null, error: null });
    if (line === '' || customer === '') return;
    const stop = new AbortController();
    const follow = async () => {
      let version: number | undefined;
      while (!stop.signal.aborted) {
        try {
          const chat = await fetchChat({ organization, line, customer }, version, stop.signal);
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
  }, [organization, line, customer]);
  return state;
}
