/** What a browser's recorder left: which format it is, and whether it can go out as a voice note. */

/** The server carries Opus over into the Ogg of a voice note; AAC, which older Safaris record, it cannot. */
export const FORMATS = [
  'audio/ogg;codecs=opus',
  'audio/webm;codecs=opus',
  'audio/mp4;codecs=opus',
  'audio/mp4',
];

const ENDINGS: Record<string, string> = { 'audio/ogg': 'ogg', 'audio/mp4': 'm4a' };

/** Its name says the format, since a browser's type alone is easily mistaken for a film. */
export function fileOf(data: Blob, recorded: string): File {
  // Some tell the codec of the recorder only, some of what it recorded only.
  const told = [data.type, recorded];
  const type = told.find((one) => one.includes('codecs')) ?? told.find((one) => one !== '') ?? '';
  return new File([data], `voice.${ENDINGS[type.split(';')[0]?.trim() ?? ''] ?? 'webm'}`, { type });
}

/** What is no voice note goes out as a sound, as it is. */
export const isVoiceNote = ({ type }: Pick<File, 'type'>): boolean =>
  !type.startsWith('audio/mp4') || type.includes('opus');
