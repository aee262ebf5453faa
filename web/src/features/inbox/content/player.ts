/** The one player of voice notes: it goes on while one reads elsewhere, and then to the next. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

const RATES: readonly number[] = [1, 1.5, 2];

type Track = { id: string; url: string };

type Player = {
  track: string | null;
  playing: boolean;
  /** Seconds. */
  position: number;
  length: number;
  /** The track that this browser could not play. */
  broken: string | null;
};

export const usePlayer = create<Player>()(() => ({
  track: null,
  playing: false,
  position: 0,
  length: 0,
  broken: null,
}));

export const usePlayerRate = create<{ rate: number }>()(
  persist(() => ({ rate: 1 }), { name: 'aldaba.player' }),
);

let audio: HTMLAudioElement | null = null;
let following: Track[] = [];
/** Where to begin a track whose length is not known yet, as a part of it. */
let beginAt = 0;

function element(): HTMLAudioElement {
  if (audio) return audio;
  audio = new Audio();
  audio.preload = 'metadata';
  const made = audio;
  const follow = () =>
    usePlayer.setState({
      position: made.currentTime,
      length: Number.isFinite(made.duration) ? made.duration : 0,
      playing: !made.paused,
    });
  for (const event of ['timeupdate', 'play', 'pause', 'durationchange', 'seeked'])
    made.addEventListener(event, follow);
  made.addEventListener('loadedmetadata', () => {
    if (beginAt > 0 && Number.isFinite(made.duration)) made.currentTime = beginAt * made.duration;
    beginAt = 0;
  });
  made.addEventListener('ended', () => {
    const next = following[0];
    usePlayer.setState({ playing: false, position: 0 });
    if (next) playTrack(next, following.slice(1));
  });
  made.addEventListener('error', () => {
    if (made.src !== '') usePlayer.setState(({ track }) => ({ playing: false, broken: track }));
  });
  return made;
}

/** Plays a track and then the ones that follow it. */
export function playTrack(track: Track, next: Track[] = [], from = 0): void {
  const player = element();
  following = next;
  beginAt = from;
  usePlayer.setState({ track: track.id, position: 0, length: 0, broken: null });
  player.src = track.url;
  player.playbackRate = usePlayerRate.getState().rate;
  // An address that cannot be played tells so by its own event.
  void player.play().catch(() => undefined);
}

export function togglePlaying(): void {
  const player = element();
  if (player.paused) void player.play().catch(() => undefined);
  else player.pause();
}

/** Goes to a part of the track, from 0 to 1. */
export function seekTo(part: number): void {
  const player = element();
  if (!Number.isFinite(player.duration)) return;
  player.currentTime = Math.max(0, Math.min(1, part)) * player.duration;
}

export function nextRate(): void {
  const at = RATES.indexOf(usePlayerRate.getState().rate);
  const rate = RATES[(at + 1) % RATES.length] ?? 1;
  usePlayerRate.setState({ rate });
  element().playbackRate = rate;
}
