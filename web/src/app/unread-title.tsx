/** The tab's title and icon carry the number of unread conversations. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { letterCountsQuery } from '@/api/dead-letters';
import { countsQuery } from '@/features/inbox/data/queries';
import { useOrganization } from '@/lib/current-organization';

const ICON_SIZE = 64;

/** What waits for this member: their own conversations and those that nobody has taken. */
export function useWaiting(): number {
  const { id, can } = useOrganization();
  const counts = useQuery({ ...countsQuery(id), enabled: can('conversations.read') }).data;
  return counts ? counts.mine.unread + counts.unassigned.unread : 0;
}

/** What did not arrive and waits for somebody. */
export function useUndelivered(): number {
  const { id, can } = useOrganization();
  return useQuery({ ...letterCountsQuery(id, {}), enabled: can('conversations.read') }).data?.total ?? 0;
}

export function UnreadTitle() {
  const { organization } = useOrganization();
  const waiting = useWaiting();
  useEffect(() => {
    const name = `${organization.name} · Aldaba`;
    document.title = waiting > 0 ? `(${waiting}) ${name}` : name;
    const link = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    if (link) link.href = waiting > 0 ? drawIcon(waiting) : '/favicon.svg';
  }, [waiting, organization.name]);
  return null;
}

/** Drawn here: a picture for each number would be a hundred files. */
function drawIcon(count: number): string {
  const canvas = document.createElement('canvas');
  canvas.width = ICON_SIZE;
  canvas.height = ICON_SIZE;
  const pen = canvas.getContext('2d');
  if (!pen) return '/favicon.svg';
  pen.fillStyle = '#0c211f';
  pen.beginPath();
  pen.roundRect(0, 0, ICON_SIZE, ICON_SIZE, 14);
  pen.fill();
  pen.fillStyle = '#e0b04a';
  pen.font = `700 ${count > 9 ? 36 : 46}px sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(count > 99 ? '99+' : String(count), ICON_SIZE / 2, ICON_SIZE / 2 + 3, ICON_SIZE - 8);
  return canvas.toDataURL('image/png');
}
