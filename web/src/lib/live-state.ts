/** What this tab knows of the live connection and of who is here. */
import { create } from 'zustand';
import type { PresentMember } from '@/api/types';

type LiveState = {
  /** Null while connected, else since when (device time) there is no connection. */
  offlineSince: number | null;
  everConnected: boolean;
  members: PresentMember[];
};

export const useLiveState = create<LiveState>()(() => ({
  offlineSince: null,
  everConnected: false,
  members: [],
}));

export function noteConnected(): void {
  useLiveState.setState({ offlineSince: null, everConnected: true });
}

export function noteDisconnected(): void {
  useLiveState.setState((state) => ({ offlineSince: state.offlineSince ?? Date.now(), members: [] }));
}

export function notePresence(members: PresentMember[]): void {
  useLiveState.setState({ members });
}

/** Who else is writing in a conversation. */
export const useWriter = (conversation: string, memberId: string): string | null =>
  useLiveState(
    ({ members }) =>
      members.find((one) => one.typing && one.conversation_id === conversation && one.member_id !== memberId)
        ?.name ?? null,
  );

/** How features tell the team where one is; the live connection listens. */
export type Whereabouts = { conversation_id: string | null; typing: boolean };

let whereabouts: Whereabouts = { conversation_id: null, typing: false };
let listener: (where: Whereabouts) => void = () => undefined;

export const currentWhereabouts = (): Whereabouts => whereabouts;

export function tellWhereabouts(next: Whereabouts): void {
  whereabouts = next;
  listener(next);
}

export function onWhereabouts(listen: (where: Whereabouts) => void): () => void {
  listener = listen;
  return () => {
    listener = () => undefined;
  };
}
